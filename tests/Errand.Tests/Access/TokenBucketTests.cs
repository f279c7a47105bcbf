using Errand.Access;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Access;

/// <summary>How many things may happen within a time.</summary>
public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void As_many_as_the_burst_at_once_and_then_as_many_as_the_rate_says()
    {
        var bucket = new TokenBucket(rate: 2, burst: 4, _time);
        Assert.Equal(4, Take(bucket));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Take(bucket));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(4, Take(bucket));
    }

    [Fact]
    public void What_may_not_happen_tells_for_how_long()
    {
        var bucket = new TokenBucket(rate: 0.5, burst: 1, _time);
        Assert.True(bucket.TryTake(1, out _));
        Assert.False(bucket.TryTake(1, out TimeSpan wait));
        Assert.Equal(TimeSpan.FromSeconds(2), wait);
        _time.Advance(wait);
        Assert.True(bucket.TryTake(1, out _));
    }

    [Fact]
    public void More_than_may_ever_happen_at_once_count_as_that_many()
    {
        var bucket = new TokenBucket(rate: 10, burst: 20, _time);
        Assert.True(bucket.TryTake(10_000, out _));
        Assert.False(bucket.TryTake(1, out _));
        Assert.False(bucket.IsFull);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(bucket.IsFull);
    }

    private static int Take(TokenBucket bucket)
    {
        int taken = 0;
        while (bucket.TryTake(1, out _))
        {
            taken++;
        }

        return taken;
    }
}
