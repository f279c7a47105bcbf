using Errand.Membership;

namespace Errand.Handler;

/// <summary>Offers a handler's room to tasks that are being submitted in this process: they start without waiting for a claim.</summary>
/// <param name="member">Who would run them; while it may be dead it offers nothing.</param>
/// <param name="slots">The room there is.</param>
/// <param name="ahead">How many tasks may wait for a slot.</param>
/// <param name="queues">Where older work may wait.</param>
/// <param name="started">Is given what is handed over and the room that was kept for it; returns what is left of that.</param>
/// <param name="late">Is given tasks that came when their room had been given to others.</param>
/// <param name="isBehind">Whether too many outcomes are unwritten to take on more.</param>
/// <param name="changed">Told when room that was offered is free again.</param>
internal sealed class OfferedRoom(
    Member member, RunSlots slots, ClaimAhead ahead, QueueRotation queues, Func<IReadOnlyList<TaskClaim>, Room, Room> started,
    Action<IReadOnlyList<TaskClaim>> late, Func<bool> isBehind, Action changed)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allReturned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _offers;
    private bool _closed;

    /// <summary>Keeps room for as many of so many tasks as it has, or returns null.</summary>
    /// <param name="queue">Where they are.</param>
    /// <param name="most">How many there are.</param>
    /// <param name="mayAllWait">Whether it is room enough when none of them could start at once.</param>
    public HandOver? Offer(string queue, int most, bool mayAllWait)
    {
        // What waits already comes first, by a claim: room that every submit kept from the claims would never come to them.
        if (queues.HasWork || !queues.Serves(queue) || member.Standing != MemberStanding.Alive || isBehind())
        {
            return null;
        }

        lock (_lock)
        {
            Room room = _closed ? default : slots.Keep(most, ahead.Count);
            if (room.Slots == 0 && (!mayAllWait || room.Ahead == 0))
            {
                slots.Return(room);
                return null;
            }

            _offers++;
            return new KeptRoom(new ClaimRequest(member.Id, Guid.NewGuid(), queue, room.Slots, room.Ahead), room, started, late, Return);
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
