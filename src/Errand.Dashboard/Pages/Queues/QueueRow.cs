using Errand.Dashboard.Parts;
using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.Queues;

/// <summary>A queue in the list of them.</summary>
/// <param name="Queue">What is in it.</param>
/// <param name="Finished">How many of its tasks ended of late, bar by bar.</param>
public sealed record QueueRow(QueueView Queue, IReadOnlyList<SparkBar> Finished)
{
    /// <summary>Numbers of a bar are those of so many steps, so that the chart is small.</summary>
    private const int StepsOfBar = 2;

    /// <summary>How many of its tasks ended of late.</summary>
    public long Ended => Finished.Sum(bar => bar.Good);

    /// <param name="queue">What is in it.</param>
    /// <param name="series">What ended of late, by queue.</param>
    public static QueueRow Of(QueueView queue, StatSeries series)
    {
        IReadOnlyList<long?> finished = series.Series.FirstOrDefault(line => line.Key == queue.Name)?.Finished ?? [];
        int steps = (int)(series.To - series.From).TotalSeconds / series.Step;
        return new QueueRow(queue, [.. Enumerable.Range(0, steps).Chunk(StepsOfBar).Select(bar => BarOf(series, finished, bar))]);
    }

    private static SparkBar BarOf(StatSeries series, IReadOnlyList<long?> finished, int[] steps)
    {
        long ended = steps.Sum(step => step < finished.Count ? finished[step] ?? 0 : 0);
        DateTimeOffset from = series.From.AddSeconds((double)series.Step * steps[0]);
        DateTimeOffset to = series.From.AddSeconds((double)series.Step * (steps[^1] + 1));
        return new SparkBar($"{Instant.Clock(from)} to {Instant.Clock(to)} UTC: {Amounts.Count(ended)} ended", ended);
    }
}
