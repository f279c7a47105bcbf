using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage.Messages;

namespace Errand.Handler.Claiming;

/// <summary>Reserves slots of a handler for tasks that are being submitted in this process: they start without a claim.</summary>
/// <param name="member">The handler; while it may be dead, nothing is reserved.</param>
/// <param name="slots">Its slots.</param>
/// <param name="ahead">How many tasks may wait for a slot.</param>
/// <param name="queues">Where older work may wait.</param>
/// <param name="started">Called with the tasks and the slots reserved for them; returns the unused slots.</param>
/// <param name="late">Called with tasks that came after their reservation had ended.</param>
/// <param name="isBehind">Whether too many outcomes are unwritten to take on more.</param>
/// <param name="changed">Called when reserved slots are free again.</param>
internal sealed class Reservations(
    Member member, RunSlots slots, ClaimAhead ahead, QueueRotation queues, Func<IReadOnlyList<TaskClaim>, SlotCount, SlotCount> started,
    Action<IReadOnlyList<TaskClaim>> late, Func<bool> isBehind, Action changed)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allReturned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _closed;

    /// <summary>Reserves slots for up to <paramref name="most"/> tasks; null when there are none to give.</summary>
    /// <param name="queue">Where they are.</param>
    /// <param name="most">How many tasks there are.</param>
    /// <param name="mayAllWait">Whether a reservation is of use when none of the tasks could start at once.</param>
    public Reservation? Reserve(string queue, int most, bool mayAllWait)
    {
        // Waiting tasks come first, by a claim: submits that reserved every free slot would leave none to the claims.
        if (queues.HasWork || !queues.Serves(queue) || member.Standing != MemberStanding.Alive || isBehind())
        {
            return null;
        }

        lock (_lock)
        {
            SlotCount reserved = _closed ? default : slots.Reserve(most, ahead.Count);
            if (reserved.Slots == 0 && (!mayAllWait || reserved.Ahead == 0))
            {
                slots.Return(reserved);
                return null;
            }

            _open++;
            return new HandlerReservation(
                new ClaimRequest(member.Id, Guid.NewGuid(), queue, reserved.Slots, reserved.Ahead), reserved, started, late, Return);
        }
    }

    /// <summary>Reserves nothing more. Ends when every reservation has ended.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            EndWhenAllReturned();
        }

        return _allReturned.Task;
    }

    private void Return(SlotCount reserved)
    {
        slots.Return(reserved);
        lock (_lock)
        {
            _open--;
            EndWhenAllReturned();
        }

        changed();
    }

    private void EndWhenAllReturned()
    {
        if (_closed && _open == 0)
        {
            _allReturned.TrySetResult();
        }
    }
}
