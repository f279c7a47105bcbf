namespace Errand.Handler;

/// <summary>Room of a handler that is kept for tasks of one batch.</summary>
/// <param name="room">What the store is asked for.</param>
/// <param name="started">Is given each task that is handed over.</param>
/// <param name="handBack">Is given those that come when nobody waits for them any more.</param>
/// <param name="returned">Told once, when the batch was answered.</param>
internal sealed class KeptRoom(
    ClaimRequest room, Action<TaskClaim> started, Action<IReadOnlyList<TaskClaim>> handBack, Action returned) : HandOver(room)
{
    private readonly Lock _lock = new();
    private readonly HashSet<TaskId> _given = [];
    private bool _isReturned;

    public override void Give(IReadOnlyList<TaskClaim> claims)
    {
        lock (_lock)
        {
            if (!_isReturned)
            {
                // A batch that was sent again gives again what it gave.
                foreach (TaskClaim claim in claims.Where(claim => _given.Add(claim.Id)))
                {
                    started(claim);
                }

                return;
            }
        }

        // The store hung, and their room has been given to others.
        handBack([.. claims.Where(claim => !_given.Contains(claim.Id))]);
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            if (_isReturned)
            {
                return;
            }

            _isReturned = true;
        }

        returned();
    }
}
