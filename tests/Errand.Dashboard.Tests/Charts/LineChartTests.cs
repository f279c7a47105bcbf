using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Tests.Charts;

public sealed class LineChartTests
{
    private static readonly TimeAxis Axis = new(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), 4);

    [Fact]
    public void A_line_breaks_where_there_is_nothing_and_one_point_is_a_dot()
    {
        LineSeries line = new("wait p50", "wait", [1, 10, null, 1]);
        var chart = LineChart.Of(Axis, [line]);

        Assert.Equal("M125 128L375 8", chart.PathOf(line));
        Assert.Equal([("87.5%", "128")], chart.DotsOf(line));
        Assert.Equal([3, 1, 0], chart.Known);
    }

    [Fact]
    public void What_is_there_is_said_in_words_too()
    {
        var chart = LineChart.Of(
            Axis, [new LineSeries("wait p50", "wait", [0.004, 1, null, null]), new LineSeries("run p95", "run", [75, null, null, null])]);

        Assert.Equal(
            [
                "10:00 to 10:01: wait p50 4 ms, run p95 1 min 15 s", "10:01 to 10:02: wait p50 1.0 s", "10:02 to 10:03: nothing was measured",
                "10:03 to 10:04: nothing was measured",
            ],
            chart.Slots.Select(slot => slot.Words));
    }

    [Fact]
    public void Without_durations_nothing_is_drawn()
    {
        LineSeries line = new("wait p50", "wait", [null, null, null, null]);
        var chart = LineChart.Of(Axis, [line]);

        Assert.True(chart.IsEmpty);
        Assert.Equal("", chart.PathOf(line));
    }
}
