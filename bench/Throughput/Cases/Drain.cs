using System.Diagnostics;

namespace Throughput;

/// <summary>One handler process empties a queue that was filled while it was stopped.</summary>
internal sealed class Drain : BenchCase
{
    public override string Name => "drain";

    public override string Title => "drain of no-ops by one handler process";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        int count = isQuick ? 50_000 : 100_000;
        await using ErrandQueue errand = await ErrandQueue.StartAsync(installation);
        await using RawStore raw = await installation.CreateRawAsync();
        Interleaved rates = await Interleaved.MeasureAsync(isQuick, () => ThreeStagesAsync(raw, count), () => DrainAsync(errand, count));
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

    private static async Task<double> DrainAsync(ErrandQueue errand, int count)
    {
        await errand.FillAsync(count);
        return count / (await errand.DrainAsync()).TotalSeconds;
    }
}
