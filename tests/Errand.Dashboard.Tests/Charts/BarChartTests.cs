using System.Globalization;
using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Tests.Charts;

public sealed class BarChartTests
{
    private static readonly TimeAxis Axis = new(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromMinutes(1), 4);

    [Fact]
    public void Pieces_stand_on_each_other_to_scale()
    {
        BarChart chart = Of([10, 40, 0, null], [10, 0, 0, null]);

        Assert.Equal(["0%", "25%", "50%", "75%"], chart.Slots.Select(slot => slot.X));
        Assert.Equal(("25%", "20%"), (chart.SlotWidth, chart.BarWidth));
        Assert.Equal([(98.0, 30.0), (68.0, 30.0)], chart.Slots[0].Pieces.Select(piece => (Number(piece.Y), Number(piece.Height))));
        Assert.Equal([(8.0, 120.0)], chart.Slots[1].Pieces.Select(piece => (Number(piece.Y), Number(piece.Height))));
        Assert.Equal([2, 1, 0, 0], chart.Slots.Select(slot => slot.Pieces.Count));
    }

    [Fact]
    public void What_is_there_is_said_in_words_too()
    {
        BarChart chart = Of([10, 1000, 0, null], [2, 0, 0, null]);

        Assert.Equal(
            [
                "10:00 to 10:01: 2 failed, 10 succeeded", "10:01 to 10:02: 1,000 succeeded", "10:02 to 10:03: none",
                "10:03 to 10:04: nothing was written down",
            ],
            chart.Slots.Select(slot => slot.Words));
        Assert.Equal([1, 0], chart.Counted);
        Assert.Equal((1, 1000L), chart.Highest());
    }

    [Fact]
    public void A_failure_among_a_million_is_seen_and_is_hatched()
    {
        BarChart chart = Of([999_999, null, null, null], [1, null, null, null]);

        BarPiece failure = chart.Slots[0].Pieces[1];
        Assert.Equal(("failed", true, 2.0), (failure.Kind, failure.IsHatched, Number(failure.Height)));
        Assert.InRange(Number(failure.Y), 0, ChartBox.Above);
        Assert.False(chart.Slots[0].Pieces[0].IsHatched);
    }

    [Fact]
    public void Without_numbers_nothing_is_drawn()
    {
        BarChart chart = Of([0, null, null, null], [null, null, null, null]);

        Assert.True(chart.IsEmpty);
        Assert.Null(chart.Highest());
        Assert.All(chart.Slots, slot => Assert.Empty(slot.Pieces));
        Assert.True(BarChart.Of(Axis, []).IsEmpty);
    }

    private static BarChart Of(long?[] succeeded, long?[] failed) =>
        BarChart.Of(Axis, [new BarSeries("succeeded", "succeeded", succeeded), new BarSeries("failed", "failed", failed)]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
