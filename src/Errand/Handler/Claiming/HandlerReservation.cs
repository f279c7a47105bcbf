using Errand.Handler.Running;
using Errand.Storage.Messages;

namespace Errand.Handler.Claiming;

/// <summary>The slots that a handler reserved for the tasks of one submit request.</summary>
/// <param name="request">What the store is asked for.</param>
/// <param name="reserved">The same, as it was kept.</param>
/// <param name="started">Called with the tasks and the slots reserved for them; returns the unused slots.</param>
/// <param name="late">Called with tasks that came after the reservation had ended.</param>
/// <param name="returned">Called once, at the end, with the unused slots.</param>
internal sealed class HandlerReservation(
    ClaimRequest request, SlotCount reserved, Func<IReadOnlyList<TaskClaim>, SlotCount, SlotCount> started,
    Action<IReadOnlyList<TaskClaim>> late,
    Action<SlotCount> returned) : Reservation(request)
{
    private readonly Lock _lock = new();
    private readonly HashSet<TaskId> _given = [];
    private SlotCount _left = reserved;
    private bool _isReturned;

    public override void Give(IReadOnlyList<TaskClaim> claims)
    {
        lock (_lock)
        {
            // A request that is sent again gives the same tasks again.
            TaskClaim[] fresh = [.. claims.Where(claim => _given.Add(claim.Id))];
            if (!_isReturned)
            {
                _left = started(fresh, _left);
            }
            else
            {
                // The store hung, and the slots have been given to others.
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
