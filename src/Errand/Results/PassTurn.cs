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
