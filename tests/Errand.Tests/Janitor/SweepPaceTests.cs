using Errand.Janitor;

namespace Errand.Tests.Janitor;

public sealed class SweepPaceTests
{
    private readonly SweepPace _pace = new();
    private double _at;

    [Fact]
    public void A_sweep_that_gains_rests_seven_times_as_long_as_each_batch_took()
    {
        for (double lag = 20; lag > 0; lag--)
        {
            Assert.Equal(7, Rest(lag));
        }
    }

    [Fact]
    public void While_the_lag_grows_the_rest_is_halved_each_second_until_there_is_none()
    {
        Assert.Equal([7, 3.5, 1.75, 0.875, 0.4375, 0, 0], Enumerable.Range(0, 7).Select(i => Rest(5 + (i * 0.1))));
    }

    [Fact]
    public void A_lag_that_stays_the_same_counts_as_one_that_grows() =>
        Assert.Equal([7, 3.5, 1.75], Enumerable.Range(0, 3).Select(_ => Rest(5)));

    [Fact]
    public void Within_a_second_the_rest_stays_the_same()
    {
        Rest(5);
        Assert.Equal([7, 7, 7, 3.5], Enumerable.Range(1, 4).Select(i => Rest(5 + i, after: 0.25)));
    }

    [Fact]
    public void Once_it_gains_again_the_rest_comes_back_step_by_step()
    {
        Enumerable.Range(0, 10).ToList().ForEach(i => Rest(200 + i));
        Assert.Equal(Enumerable.Range(1, 30).Select(i => Math.Min(7, i / 4d)), Enumerable.Range(1, 30).Select(i => Rest(200 - (i * 5))));
    }

    [Fact]
    public void A_long_lag_must_be_gained_on_as_if_it_should_be_gone_in_twenty_minutes()
    {
        Rest(12_000);
        Assert.Equal(3.5, Rest(11_995));
        Assert.Equal(3.75, Rest(11_980));
    }

    [Fact]
    public void However_long_a_batch_took_the_rest_is_bounded() =>
        Assert.Equal(Seconds(1), _pace.After(Seconds(60), took: Seconds(60), lag: Seconds(1)));

    /// <summary>Tasks expire at a rate, and a batch of 250 takes a hundredth of a second: whatever the rate, as long as it can be done at
    /// all, the lag stays in bounds.</summary>
    [Theory]
    [InlineData(500, 31)]
    [InlineData(3_000, 31)]
    [InlineData(10_000, 35)]
    [InlineData(20_000, 40)]
    [InlineData(24_000, 70)]
    public void The_lag_stays_bounded_while_the_store_can_delete_as_fast_as_tasks_expire(int perSecond, double bound)
    {
        // The first batch comes after the rest between two sweeps.
        double now = 30, sweptUpTo = 0, longest = 0;
        for (int batch = 0; batch < 100_000 && now - sweptUpTo > 250d / perSecond; batch++)
        {
            sweptUpTo += 250d / perSecond;
            now += 0.01;
            now += _pace.After(Seconds(now), took: Seconds(0.01), lag: Seconds(now - sweptUpTo)).TotalSeconds;
            longest = Math.Max(longest, now - sweptUpTo);
        }

        Assert.InRange(longest, 0, bound);
    }

    /// <summary>The rest after a batch, as a multiple of the time that it took.</summary>
    private double Rest(double lag, double after = 1)
    {
        TimeSpan took = Seconds(0.1);
        return _pace.After(Seconds(_at += after), took, Seconds(lag)) / took;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
