using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Tests.Charts;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(1, "0 1")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(5, "0 2 4 6")]
    [InlineData(801, "0 500 1,000")]
    [InlineData(1001, "0 500 1,000 1,500")]
    [InlineData(50_000, "0 20k 40k 60k")]
    [InlineData(4_500_000, "0 2M 4M 6M")]
    public void Counts_end_at_a_round_number(long most, string labels)
    {
        var scale = CountScale.For(most);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
        Assert.InRange(scale.Top, most, 2 * most);
        Assert.Equal((0.0, 1.0), (scale.Ticks[0].Share, scale.Ticks[^1].Share));
    }

    [Fact]
    public void Nothing_has_no_scale() => Assert.Equal(0, CountScale.For(0).Top);

    [Theory]
    [InlineData(0.004, 0.3, "1 ms 10 ms 0.1 s 1 s")]
    [InlineData(1, 1, "1 s 10 s")]
    [InlineData(0, 0, "1 ms 10 ms")]
    [InlineData(0.001, 5000, "1 ms 0.1 s 10 s 10 min 10 h")]
    [InlineData(1e12, 1e12, "100 d 1,000 d")]
    public void Durations_stand_on_a_logarithmic_scale(double least, double most, string labels)
    {
        var scale = DurationScale.For([least, most]);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
        Assert.True(scale.ShareOf(least) <= scale.ShareOf(most));
        Assert.InRange(scale.ShareOf(least), 0, 1);
    }

    [Fact]
    public void Each_power_of_ten_is_as_high_as_the_next()
    {
        var scale = DurationScale.For([0.001, 10]);

        Assert.Equal([0, 0.25, 0.5, 0.75, 1], new[] { 0.001, 0.01, 0.1, 1, 10 }.Select(seconds => Math.Round(scale.ShareOf(seconds), 6)));
    }

    [Fact]
    public void Without_durations_there_is_a_scale_too() => Assert.Equal(3, DurationScale.For([]).Ticks.Count);
}
