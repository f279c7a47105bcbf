using Errand.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests;

public sealed class AsyncSignalTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AsyncSignal _signal = new();

    [Fact]
    public async Task Set_while_nobody_waits_it_is_kept_once()
    {
        _signal.Set();
        _signal.Set();
        Assert.True(_signal.WaitAsync(null, _time, Waiting.Stop).IsCompletedSuccessfully);
        Task next = _signal.WaitAsync(null, _time, Waiting.Stop);
        Assert.False(next.IsCompleted);
        _signal.Set();
        await next.Soon();
    }

    [Fact]
    public async Task A_wait_ends_with_its_limit_and_leaves_nothing_behind()
    {
        Task wait = _signal.WaitAsync(TimeSpan.FromSeconds(1), _time, Waiting.Stop);
        _time.Advance(TimeSpan.FromSeconds(1));
        await wait.Soon();
        Task next = _signal.WaitAsync(TimeSpan.FromDays(100), _time, Waiting.Stop);
        Assert.False(next.IsCompleted);
        _signal.Set();
        await next.Soon();
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_a_signal_after_it_is_kept()
    {
        using var stop = new CancellationTokenSource();
        Task wait = _signal.WaitAsync(null, _time, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
        _signal.Set();
        await _signal.WaitAsync(null, _time, Waiting.Stop).Soon();
    }

    [Fact]
    public async Task No_signal_is_lost_however_waits_and_signals_meet()
    {
        const int rounds = 20_000;
        using var seen = new SemaphoreSlim(0);
        var waiter = Task.Run(
            async () =>
            {
                for (int i = 0; i < rounds; i++)
                {
                    await _signal.WaitAsync(null, TimeProvider.System, Waiting.Stop);
                    seen.Release();
                }
            },
            Waiting.Stop);
        for (int i = 0; i < rounds; i++)
        {
            _signal.Set();
            Assert.True(await seen.WaitAsync(TimeSpan.FromSeconds(30), Waiting.Stop));
        }

        await waiter.Soon();
    }
}
