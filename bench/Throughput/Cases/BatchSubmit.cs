using System.Diagnostics;

namespace Throughput;

/// <summary>Tasks by the ten thousand.</summary>
internal sealed class BatchSubmit : BenchCase
{
    public override string Name => "batch";

    public override string Title => "POST /v1/tasks/batch, lines of 10,000 tasks, four at a time";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        const int count = 100_000; // Fewer would be over before the code is compiled.
        using var http = new HttpClient { BaseAddress = (await installation.StartAsync("web"))[0].Address };
        await using RawStore raw = await installation.CreateRawAsync();
        Interleaved rates = await Interleaved.MeasureAsync(
            isQuick,
            () => RateAsync(count, () => raw.InsertAsync(count)),
            // Four at a time, like the raw inserts into PostgreSQL.
            () => RateAsync(count, () => NoopTask.SubmitBatchesAsync(http, count)));
        return [rates.Against("tasks", "raw inserts, 1,000 a batch", 0.40)];
    }

    private static async Task<double> RateAsync(int count, Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
