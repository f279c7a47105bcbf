using System.Diagnostics;

namespace Throughput;

/// <summary>One handler process empties a queue that was filled while it stood still.</summary>
internal sealed class Drain : BenchCase
{
    public override string Name => "drain";

    public override string Title => "drain of no-ops by one handler process";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        int count = isQuick ? 50_000 : 100_000;
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web", "handler");
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        await using RawStore raw = await installation.CreateRawAsync();
        Interleaved rates = await Interleaved.MeasureAsync(isQuick, () => ThreeStagesAsync(raw, count), () => DrainAsync(installation, http, servers[1], count));
        return [rates.Against("tasks", "raw SQL, three stages at 1,000 a batch", 0.50)];
    }

    private static async Task<double> ThreeStagesAsync(RawStore raw, int count)
    {
        long start = Stopwatch.GetTimestamp();
        await raw.InsertAsync(count);
        await raw.ClaimAsync(count);
        await raw.CompleteAsync(count);
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> DrainAsync(Installation installation, HttpClient http, ServerProcess handler, int count)
    {
        // For less than a lease: it is not taken for dead.
        await handler.SignalAsync(Signal.Stop);
        for (var sent = 0; sent < count; sent += NoopTask.Batch)
        {
            await NoopTask.SubmitBatchAsync(http);
        }

        long start = Stopwatch.GetTimestamp();
        await handler.SignalAsync(Signal.Continue);
        await installation.DrainedAsync();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
