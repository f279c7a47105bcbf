using Errand.Handler.Running;
using Errand.Storage.Messages;

namespace Errand.Handler.Claiming;

/// <summary>The slots that a handler reserved for the tasks of one submit request.</summary>
/// <param name="request">What was reserved.</param>
/// <param name="intake">Where the tasks go.</param>
/// <param name="reservations">Where the unused slots go at the end.</param>
internal sealed class HandlerReservation(ClaimRequest request, Intake intake, Reservations reservations) : Reservation(request)
{
    private readonly Lock _lock = new();
    private readonly HashSet<TaskId> _given = [];
    private SlotCount _unused = new(request.Slots, request.Ahead);
    private bool _hasEnded;

    public override void Give(IReadOnlyList<TaskClaim> claims)
    {
        lock (_lock)
        {
            // A request that is sent again gives the same tasks again.
            TaskClaim[] fresh = [.. claims.Where(claim => _given.Add(claim.Id))];
            if (!_hasEnded)
            {
                _unused = intake.Start(fresh, _unused);
            }
            else
            {
                // The store hung, and the slots have been given to others.
                intake.HandBackLate(fresh);
            }
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
        }

        reservations.End(_unused);
    }
}
