namespace Errand.Submitting;

/// <summary>All who wait for one task.</summary>
internal sealed class TaskWait
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _waiting;
    private bool _closed;

    public Task Done => _done.Task;

    /// <summary>False when the last one has left meanwhile: a new entry is needed.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _waiting++;
            }

            return !_closed;
        }
    }

    /// <summary>True for the last one who leaves.</summary>
    public bool Exit()
    {
        lock (_lock)
        {
            return _closed = --_waiting == 0;
        }
    }

    public void SetDone() => _done.TrySetResult();
}
