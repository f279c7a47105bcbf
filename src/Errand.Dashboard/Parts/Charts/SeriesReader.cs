namespace Errand.Dashboard.Parts.Charts;

/// <summary>Reads the numbers that charts draw.</summary>
internal static class SeriesReader
{
    /// <summary>One answer has no more buckets.</summary>
    private const int MostBuckets = 1000;

    /// <param name="tasks">The server.</param>
    /// <param name="range">How far back.</param>
    /// <param name="wanted">Of which tasks. Its instants and its step are those of the range.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    public static async Task<SeriesFold> ReadAsync(
        ITaskClient tasks, ChartRange range, StatSeriesOptions wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        TimeAxis axis = range.AxisAt(now);
        var parts = new List<StatSeries>();
        TimeSpan most = range.Bar * Math.Floor(MostBuckets * range.Step / range.Bar); // Whole bars.
        for (DateTimeOffset from = axis.From; from < now; from += most)
        {
            DateTimeOffset to = from + most < axis.End ? from + most : axis.End;
            parts.Add(await tasks.FindStatSeriesAsync(wanted with { Step = range.Step, From = from, To = to }, cancellationToken));
        }

        return new SeriesFold(axis, parts);
    }
}
