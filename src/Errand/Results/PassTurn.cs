namespace Errand.Results;

/// <summary>A pass's place among those of the process: it has a turn while it works, and none while it waits for its client.</summary>
internal sealed class PassTurn(SemaphoreSlim turns, Action left)
{
    private bool _isHeld;

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        _isHeld = true;
    }

    /// <summary>False when there was none in time.</summary>
    public async Task<bool> TryTakeAsync(TimeSpan wait, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(wait, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await TakeAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return _isHeld;
    }

    public void Release()
    {
        if (_isHeld)
        {
            _isHeld = false;
            turns.Release();
        }
    }

    /// <summary>Ends the pass.</summary>
    public void Leave()
    {
        Release();
        left();
    }
}
