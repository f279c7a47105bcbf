namespace Errand.Handler.Running;

/// <summary>The slot of one run. The run leaves it while it waits for other tasks, however many at once, and takes one back each time
/// it continues. So what follows a wait runs in a slot, and a run that does nothing but wait takes none from others.</summary>
internal sealed class RunSlot(RunSlots slots)
{
    private readonly Lock _lock = new();
    private int _waits;
    private int _goingOn;
    private bool _isHeld = true;
    private bool _hasEnded;
    private SlotRequest? _request;

    /// <summary>A wait begins. False when the run has ended.</summary>
    public bool TryBeginWait()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return false;
            }

            _waits++;
            Leave();
            return true;
        }
    }

    /// <summary>A wait is over. Returns when the run has a slot or no longer needs one.</summary>
    /// <param name="stopping">Fires when the run is asked to stop: it can end without a slot.</param>
    public async Task EndWaitAsync(CancellationToken stopping)
    {
        while (RequestUnlessHeld(stopping) is { } request)
        {
            await request.Task.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What followed a wait has come to its next await.</summary>
    public void WentOn()
    {
        lock (_lock)
        {
            _goingOn--;
            if (_goingOn == 0 && _waits > 0)
            {
                Leave();
            }
        }
    }

    /// <summary>The run has ended. True when it has a slot, which is its caller's now.</summary>
    public bool End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            return _isHeld || slots.EndAway(_request);
        }
    }

    /// <summary>What to wait for; null when the run may continue.</summary>
    private SlotRequest? RequestUnlessHeld(CancellationToken stopping)
    {
        lock (_lock)
        {
            if (_request is { Task.IsCompleted: true })
            {
                _request = null;
                _isHeld = true;
            }

            if (!_isHeld && !_hasEnded && !stopping.IsCancellationRequested)
            {
                // One for all waits of this run that are over.
                return _request ??= slots.AskBack();
            }

            _waits--;
            _goingOn++;
            return null;
        }
    }

    private void Leave()
    {
        if (_isHeld && !_hasEnded)
        {
            _isHeld = false;
            slots.Leave();
        }
    }
}
