namespace Errand.Dashboard.Parts.Charts;

/// <summary>The charts of what went on.</summary>
internal static class StatCharts
{
    /// <summary>More queues than this could not be told apart.</summary>
    private const int MostQueues = 5;

    /// <summary>Tasks that ended, by outcome: failures on top, where they stand out.</summary>
    public static BarChart Finished(SeriesFold fold) => BarChart.Of(fold.Axis,
    [
        new("succeeded", "succeeded", fold.Finished("succeeded")),
        new("cancelled", "cancelled", fold.Finished("cancelled")),
        new("failed", "failed", fold.Finished("failed")),
    ]);

    /// <summary>How long tasks waited and ran.</summary>
    public static LineChart Times(SeriesFold fold) => LineChart.Of(fold.Axis,
    [
        new("wait p50", "wait p50", fold.Times("waitP50")),
        new("wait p95", "wait p95", fold.Times("waitP95")),
        new("run p50", "run p50", fold.Times("runP50")),
        new("run p95", "run p95", fold.Times("runP95")),
    ]);

    /// <summary>Tasks that could start, by queue: those that were the fullest, and the rest as one.</summary>
    public static BarChart Waiting(SeriesFold fold)
    {
        string[] queues = [.. fold.Queues.OrderByDescending(queue => fold.Depth(queue).Max())];
        int named = queues.Length <= MostQueues ? queues.Length : MostQueues - 1;
        List<BarSeries> series = [.. queues.Take(named).Select((queue, i) => new BarSeries(queue, $"series-{i + 1}", fold.Depth(queue)))];
        if (queues.Length > named)
        {
            series.Add(new BarSeries(
                $"{Amounts.Count(queues.Length - named)} others", "others",
                SumOf(fold.Axis.Count, [.. queues.Skip(named).Select(fold.Depth)])));
        }

        return BarChart.Of(fold.Axis, series);
    }

    /// <summary>Tasks that could start in one queue.</summary>
    public static BarChart Waiting(SeriesFold fold, string queue) =>
        BarChart.Of(fold.Axis, [new BarSeries("waiting", "waiting", fold.Depth(queue))]);

    /// <summary>How long tasks of one queue waited before they started, and the oldest that had not.</summary>
    public static LineChart Waits(SeriesFold fold, string queue) => LineChart.Of(fold.Axis,
    [
        new("wait p50", "wait p50", fold.Times("waitP50")),
        new("wait p95", "wait p95", fold.Times("waitP95")),
        new("oldest waiting", "oldest", fold.Oldest(queue)),
    ]);

    private static long?[] SumOf(int count, IReadOnlyList<IReadOnlyList<long?>> lines)
    {
        long?[] sums = new long?[count];
        foreach (IReadOnlyList<long?> line in lines)
        {
            for (int i = 0; i < count; i++)
            {
                sums[i] = line[i] is { } value ? value + (sums[i] ?? 0) : sums[i];
            }
        }

        return sums;
    }
}
