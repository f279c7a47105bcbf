using Errand.Membership;

namespace Errand.Handler;

/// <summary>Offers a handler's room to tasks that are being submitted in this process: they start without waiting for a claim.</summary>
/// <param name="member">Who would run them; while it may be dead it offers nothing.</param>
/// <param name="slots">The room there is.</param>
/// <param name="ahead">How many tasks may wait for a slot.</param>
/// <param name="queues">Where older work may wait.</param>
/// <param name="started">Is given each task that is handed over.</param>
/// <param name="handBack">Is given tasks that come too late.</param>
/// <param name="isBehind">Whether too many outcomes are unwritten to take on more.</param>
/// <param name="changed">Told when room that was offered is free again.</param>
internal sealed class OfferedRoom(
    Member member, RunSlots slots, ClaimAhead ahead, QueueRotation queues, Action<TaskClaim> started,
    Action<IReadOnlyList<TaskClaim>> handBack, Func<bool> isBehind, Action changed)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allReturned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _offers;
    private bool _closed;

    /// <summary>Keeps room for as many of so many tasks as it has, or returns null.</summary>
    public HandOver? Offer(string queue, int most)
    {
        // What waits already comes first, by a claim: room that every submit kept from the claims would never come to them.
        if (queues.HasWork || !queues.Serves(queue) || member.Standing != MemberStanding.Alive || isBehind())
        {
            return null;
        }

        lock (_lock)
        {
            Room room = _closed ? default : slots.Keep(most, ahead.Count);
            if (room == default)
            {
                return null;
            }

            _offers++;
            return new KeptRoom(
                new ClaimRequest(member.Id, Guid.NewGuid(), queue, room.Slots, room.Ahead), started, handBack, () => Return(room));
        }
    }

    /// <summary>Offers nothing more. Ends when all that was offered is filled or free again.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            EndWhenAllReturned();
        }

        return _allReturned.Task;
    }

    private void Return(Room room)
    {
        slots.Return(room);
        lock (_lock)
        {
            _offers--;
            EndWhenAllReturned();
        }

        changed();
    }

    private void EndWhenAllReturned()
    {
        if (_closed && _offers == 0)
        {
            _allReturned.TrySetResult();
        }
    }
}
