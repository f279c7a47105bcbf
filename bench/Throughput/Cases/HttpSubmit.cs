namespace Throughput;

/// <summary>A web process accepts tasks that no handler runs yet.</summary>
internal sealed class HttpSubmit : BenchCase
{
    public override string Name => "submit";

    public override string Title => "submit over HTTP, 64 connections";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        ServerProcess server = (await installation.StartAsync("web"))[0];
        ServerProcess echo = await installation.StartEchoAsync();
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        Interleaved rates = await Interleaved.MeasureAsync(
            isQuick, () => Wrk.RunAsync(echo.Address!, span), () => Wrk.RunAsync(NoopTask.At(server.Address!), span));
        return [rates.Against("submits", "Kestrel echo", installation.Store == StoreName.Sqlite ? 0.60 : 0.40)];
    }
}
