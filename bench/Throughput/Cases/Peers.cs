using System.Globalization;

namespace Throughput;

/// <summary>Other task servers on the same PostgreSQL server, each with its best settings and in its own database, alternating with
/// Errand.</summary>
internal sealed class Peers : BenchCase
{
    /// <summary>How fast Errand's drain should at least be, compared with the fastest other one.</summary>
    private const double DrainTarget = 1.3;

    public const string CaseName = "peers";

    /// <summary>After about 300,000 tasks, every runtime has compiled its code.</summary>
    private const int WarmUps = 3;

    public override string Name => CaseName;

    public override string Title => "no-ops beside other task servers";

    public override bool IsExtra => true;

    public override bool RunsOn(StoreName store) => store == StoreName.Postgres;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        await NodePackages.InstallAsync();
        await using TaskQueue errand = await ErrandQueue.StartAsync(installation);
        await using var graphile = new NodeQueue("graphile-worker", await installation.CreateDatabaseAsync());
        await using var boss = new NodeQueue("pg-boss", await installation.CreateDatabaseAsync());
        await using var hangfire = new HangfireQueue(await installation.CreateDatabaseAsync());
        PeerQueue[] peers = [graphile, boss, hangfire];
        foreach (PeerQueue peer in peers)
        {
            await peer.ReadyAsync();
        }

        QueueRates subject = new(errand);
        QueueRates[] others = [.. peers.Select(peer => new QueueRates(peer))];
        await MeasureAsync([subject, .. others], isQuick);

        QueueRates fastest = others.MaxBy(other => other.Drain.Median)!;
        return
        [
            .. others.Select(other => subject.Submit.Against("submitted in bulk", other.Submit, other.Name, null)),
            .. others.Select(
                other => subject.Drain.Against("drained by one worker", other.Drain, other.Name, other == fastest ? DrainTarget : null)),
        ];
    }

    /// <summary>One after the other in each round: whatever disturbs the machine disturbs all of them.</summary>
    private static async Task MeasureAsync(IReadOnlyList<QueueRates> queues, bool isQuick)
    {
        (int count, int rounds) = (100_000, isQuick ? 3 : 5);
        for (int warmUp = 1; warmUp <= WarmUps; warmUp++)
        {
            foreach (QueueRates queue in queues.Where(queue => warmUp == 1 || !queue.IsSlow))
            {
                await queue.WarmUpAsync(count);
            }
        }

        for (int round = 1; round <= rounds; round++)
        {
            foreach (QueueRates queue in queues)
            {
                await queue.MeasureAsync(count);
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"    round {round} of {rounds}, {queue.Name}: {queue.Submit.Last:#,0}/s submitted, {queue.Drain.Last:#,0}/s drained"));
            }
        }
    }
}
