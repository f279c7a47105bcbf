namespace Errand;

/// <summary>Wakes one waiting loop. A set signal is kept until the next wait; setting it again has no effect.</summary>
internal sealed class AsyncSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiting;
    private bool _set;

    public void Set()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            waiting = _waiting;
            _waiting = null;
            _set = waiting is null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Returns when it was set, or when the time is up. For one waiter at a time.</summary>
    /// <param name="limit">Null: no limit.</param>
    /// <param name="time">Measures the limit.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public async Task WaitAsync(TimeSpan? limit, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource waiting;
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return;
            }

            _waiting = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            await waiting.Task.WaitAsync(limit is { } l ? Shorter(l) : Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Withdraw(waiting);
        }
        catch (OperationCanceledException)
        {
            Withdraw(waiting);
            throw;
        }
    }

    /// <summary>What one timer can hold.</summary>
    private static TimeSpan Shorter(TimeSpan limit) => limit < TimeSpan.FromDays(30) ? limit : TimeSpan.FromDays(30);

    private void Withdraw(TaskCompletionSource waiting)
    {
        lock (_lock)
        {
            if (_waiting == waiting)
            {
                _waiting = null;
            }
            else
            {
                // It was set just as the wait ended: keep it for the next one.
                _set = true;
            }
        }
    }
}
