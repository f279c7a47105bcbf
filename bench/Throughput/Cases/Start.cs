namespace Throughput;

/// <summary>From the start of the process until it says that it is ready.</summary>
internal sealed class Start : BenchCase
{
    public override string Name => "start";

    public override string Title => "start of the published quickstart until /health/ready is 200";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        PublishedServer[] servers =
            [await PublishedServer.PublishAsync(installation.Folder), await PublishedServer.PublishWithoutCodeAsync(installation.Folder)];
        string existing = await installation.CreateStoreAsync();
        StartTimes[] all = [.. servers.SelectMany(server => (StartTimes[])
        [
            new($"{server.Form}, store with its tables", () => server.StartAsync(installation.Folder, existing)),
            new($"{server.Form}, empty store", async () => await server.StartAsync(
                installation.Folder, await installation.CreateStoreAsync())),
        ])];
        // The first start creates the tables; each program is read from the disk once.
        foreach (StartTimes times in all)
        {
            await times.WarmUpAsync();
        }

        for (int round = isQuick ? 3 : 9; round > 0; round--)
        {
            foreach (StartTimes times in all)
            {
                await times.MeasureAsync();
            }
        }

        double limit = installation.Store == StoreName.Sqlite ? 0.6 : 0.8;
        return [.. all.Select(times => times.Against(limit))];
    }
}
