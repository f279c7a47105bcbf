namespace Errand.Handler;

/// <summary>Room of a handler that is kept for tasks of one batch.</summary>
/// <param name="request">What the store is asked for.</param>
/// <param name="room">The same, as it was kept.</param>
/// <param name="started">Is given what is handed over and the room for it; returns what is left of that.</param>
/// <param name="late">Is given what comes when nobody waits for it any more.</param>
/// <param name="returned">Told once, when the batch was answered, what was not used.</param>
internal sealed class KeptRoom(
    ClaimRequest request, Room room, Func<IReadOnlyList<TaskClaim>, Room, Room> started, Action<IReadOnlyList<TaskClaim>> late,
    Action<Room> returned) : HandOver(request)
{
    private readonly Lock _lock = new();
    private readonly HashSet<TaskId> _given = [];
    private Room _left = room;
    private bool _isReturned;

    public override void Give(IReadOnlyList<TaskClaim> claims)
    {
        lock (_lock)
        {
            // A batch that was sent again gives again what it gave.
            TaskClaim[] fresh = [.. claims.Where(claim => _given.Add(claim.Id))];
            if (!_isReturned)
            {
                _left = started(fresh, _left);
            }
            else
            {
                // The store hung, and their room has been given to others.
                late(fresh);
            }
        }
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

        returned(_left);
    }
}
