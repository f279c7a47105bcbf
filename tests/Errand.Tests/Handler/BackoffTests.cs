using Errand.Handler.Running;

namespace Errand.Tests.Handler;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 2, 4)]
    [InlineData(10, 256, 512)]
    [InlineData(11, 300, 600)]
    [InlineData(99, 300, 600)]
    public void The_wait_doubles_from_a_second_to_ten_minutes_less_up_to_half(int tries, double shortest, double longest)
    {
        Assert.Equal(shortest, Backoff.After(tries, 0).TotalSeconds, 6);
        Assert.Equal(longest, Backoff.After(tries, 1).TotalSeconds, 6);
    }
}
