using Errand.Dashboard.Pages.Home;

namespace Errand.Dashboard.Tests.Overview;

public sealed class SparkPathTests
{
    [Fact]
    public void A_line_fills_its_box_and_breaks_at_a_gap()
    {
        SparkPath path = Of([0, 5, double.NaN, 10, 0])!;

        Assert.Equal("M2 22L25 12M71 2L94 22", path.Path);
        Assert.Equal("height from 0 to 10 m", path.Words);
    }

    [Fact]
    public void A_level_line_lies_in_the_middle() => Assert.Equal("M2 12L48 12L94 12", Of([3, 3, 3])!.Path);

    [Fact]
    public void The_largest_numbers_there_are_can_be_drawn() =>
        Assert.Equal("M2 22L94 2", Of([-double.MaxValue, double.MaxValue])!.Path);

    [Fact]
    public void Less_than_two_points_are_no_line()
    {
        Assert.Null(Of([1]));
        Assert.Null(Of([]));
        Assert.Null(Of([double.NaN, 1, double.PositiveInfinity]));
    }

    private static SparkPath? Of(double[] values) => SparkPath.Of(
        new ResultSeries
        {
            Length = values.Length,
            Drawn = values.Length,
            Method = ResultThinning.MinMax,
            Rows = [.. Enumerable.Range(0, values.Length).Select(row => (long)row)],
            Series = [new ResultColumn { Column = "/y", Values = values, NonFinite = 0, Nulls = 0 }],
            With = [],
        },
        new ViewLine { Column = "/y", Label = "height", Unit = "m" });
}
