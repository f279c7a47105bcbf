using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Tests.Charts;

public sealed class SeriesFoldTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Two bars of three hours.</summary>
    private static readonly TimeAxis Axis = new(From, TimeSpan.FromHours(3), 2);

    [Fact]
    public void Counts_are_added_up_and_of_durations_and_depths_the_largest_is_taken()
    {
        var fold = new SeriesFold(Axis, [PartOf(From, [1, 2, null, null], [0.5, 3, 1, null], [7, null, 9, null])]);

        Assert.Equal([3L, null], fold.Finished("all"));
        Assert.Equal([3.0, null], fold.Times("waitP95"));
        Assert.Equal([9L, null], fold.Depth("gpu"));
        Assert.Equal([90.0, null], fold.Oldest("gpu"));
        Assert.Equal(["gpu"], fold.Queues);
    }

    [Fact]
    public void Parts_of_a_long_time_are_put_together()
    {
        var fold = new SeriesFold(
            Axis,
            [PartOf(From, [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]), PartOf(From.AddHours(4), [5, 5, 5, 5], [4, 4, 4, 4], [2, 2, 2, 2])]);

        Assert.Equal([3L, 11], fold.Finished("all"));
        Assert.Equal([1.0, 4], fold.Times("waitP95"));
    }

    [Fact]
    public void What_nothing_was_written_down_of_is_null_throughout()
    {
        var fold = new SeriesFold(Axis, []);

        Assert.Equal([null, null], fold.Finished("failed"));
        Assert.Equal([null, null], fold.Times("runP50"));
        Assert.Equal([null, null], fold.Depth("gpu"));
        Assert.Empty(fold.Queues);
    }

    [Fact]
    public void The_fullest_queues_are_named_and_the_rest_is_one_series()
    {
        StatSeries[] parts = [.. Enumerable.Range(1, 8).Select(i => PartOf(From, [1], [1], [i], $"q{i}"))];

        BarChart chart = StatCharts.Waiting(new SeriesFold(Axis, parts));

        Assert.Equal(["q8", "q7", "q6", "q5", "4 others"], chart.Series.Select(series => series.Words));
        Assert.Equal(10, chart.Series[^1].Values[0]);
        Assert.Equal(5, chart.Series.Select(series => series.Kind).Distinct().Count());
    }

    private static StatSeries PartOf(DateTimeOffset from, long?[] finished, double?[] times, int?[] depth, string queue = "gpu") => new()
    {
        From = from,
        To = from.AddHours(finished.Length),
        Step = 3600,
        Series =
        [
            new StatLine { Key = "all", Submitted = finished, Finished = finished, RunP50 = times, RunP95 = times, WaitP50 = times, WaitP95 = times },
        ],
        Depth = [new DepthLine { Key = queue, Ready = depth, Oldest = [.. depth.Select(ready => ready * 10.0)] }],
    };
}
