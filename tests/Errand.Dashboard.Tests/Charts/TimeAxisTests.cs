using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Tests.Charts;

public sealed class TimeAxisTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 10, 31, 20, TimeSpan.Zero);

    public static TheoryData<string, string, string> Ranges() => new()
    {
        { "1h", "10:31 to 10:32", "09:45 10:00 10:15 10:30" },
        { "6h", "10:30 to 10:35", "06:00 08:00 10:00" },
        { "24h", "10:00 to 11:00", "12:00 18:00 00:00 06:00" },
        { "7d", "30 Nov 09:00 to 12:00", "25 Nov 27 Nov 29 Nov" },
        { "90d", "30 Nov", "2 Sep 2 Oct 1 Nov" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void The_last_bar_is_the_one_that_now_is_in_and_times_are_written_at_round_instants(string range, string last, string ticks)
    {
        var chosen = ChartRange.Of(range);
        TimeAxis axis = chosen.AxisAt(Now);

        Assert.Equal(axis.Count - 1, axis.IndexOf(Now));
        Assert.Equal(last, axis.WordsOf(axis.Count - 1));
        Assert.Equal(ticks, string.Join(' ', axis.Ticks().Select(tick => tick.Label)));
        Assert.All(axis.Ticks(), tick => Assert.InRange(tick.Share, 0, 1));
        // Numbers are kept no longer than that.
        Assert.True(axis.From >= Now - chosen.Length);
    }

    [Fact]
    public void What_is_before_and_after_is_in_no_bar()
    {
        TimeAxis axis = ChartRange.Of("1h").AxisAt(Now);

        Assert.Equal((60, 0, 59), (axis.Count, axis.IndexOf(axis.From), axis.IndexOf(axis.End.AddTicks(-1))));
        Assert.Null(axis.IndexOf(axis.From.AddTicks(-1)));
        Assert.Null(axis.IndexOf(axis.End));
    }

    [Theory]
    [InlineData(0, "start")]
    [InlineData(0.5, "middle")]
    [InlineData(0.99, "end")]
    public void A_label_at_an_edge_is_not_cut_off(double share, string anchor) => Assert.Equal(anchor, new ChartTick(share, "10:00").Anchor);

    [Fact]
    public void An_address_that_names_no_range_means_the_shortest() => Assert.Equal("1h", ChartRange.Of("<b>").Word);
}
