using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Handler.Claiming;

/// <summary>Decides how many tasks a handler may take on, and starts those that come: by a claim or by a reservation.</summary>
/// <param name="member">The handler; while it may be dead, nothing is reserved.</param>
/// <param name="slots">Its slots.</param>
/// <param name="ahead">How many tasks may wait for a slot.</param>
/// <param name="queues">Where there may be work.</param>
/// <param name="ledger">What the handler answers for.</param>
/// <param name="registry">What it can run.</param>
internal sealed class Intake(
    Member member, RunSlots slots, ClaimAhead ahead, QueueRotation queues, RunLedger ledger, TaskRegistry registry)
{
    /// <summary>Whether claimed tasks wait for a slot.</summary>
    public bool IsAnyAhead => slots.Ahead > 0;

    /// <summary>Reserves slots for a claim from the next queue in turn. Null when nothing is worth a claim now.</summary>
    public ClaimRequest? ReserveForClaim()
    {
        SlotCount reserved = slots.Reserve(ClaimAhead.MostAtOnce, ahead.Count);
        // A refill before the last waiting one has started; not for every single slot.
        bool isWorthIt = reserved.Slots > 0 || (reserved.Ahead > 0 && reserved.Ahead >= slots.Ahead);
        if (!isWorthIt || ledger.IsBehind || queues.Take() is not { } queue)
        {
            slots.Return(reserved);
            return null;
        }

        return RequestOf(queue, reserved);
    }

    /// <summary>Whether tasks that are being submitted to this queue may start without a claim.</summary>
    /// <remarks>Waiting tasks come first, by a claim: submissions that reserved every free slot would leave none to the claims.</remarks>
    public bool MayBypassClaims(string queue) =>
        !queues.HasWork && queues.Serves(queue) && member.Standing == MemberStanding.Alive && !ledger.IsBehind;

    /// <summary>Reserves slots for up to <paramref name="most"/> tasks that are being submitted; null when there are none to
    /// give.</summary>
    /// <param name="queue">Where they are.</param>
    /// <param name="most">How many tasks there are.</param>
    /// <param name="mayAllWait">Whether a reservation is of use when none of the tasks could start at once.</param>
    public ClaimRequest? ReserveForSubmit(string queue, int most, bool mayAllWait)
    {
        SlotCount reserved = slots.Reserve(most, ahead.Count);
        if (reserved.Slots > 0 || (mayAllWait && reserved.Ahead > 0))
        {
            return RequestOf(queue, reserved);
        }

        slots.Return(reserved);
        return null;
    }

    /// <summary>Unused slots are free again.</summary>
    public void Return(SlotCount reserved) => slots.Return(reserved);

    /// <summary>There may be more work in this queue.</summary>
    public void LookAgain(string queue) => queues.Add(queue);

    /// <summary>Starts claimed tasks in the slots that were reserved for them, or lets them wait for one.</summary>
    /// <returns>The unused slots.</returns>
    public SlotCount Start(IReadOnlyList<TaskClaim> claims, SlotCount reserved)
    {
        foreach (TaskClaim claim in claims)
        {
            ledger.Claimed(claim);
            if (registry.Find(claim.Type.Name) is not { } definition)
            {
                ledger.NoSuchType(claim);
            }
            else if (!slots.TryAdd(new RunnableTask(claim, definition), ref reserved))
            {
                ledger.HandBack(claim);
            }
        }

        return reserved;
    }

    /// <summary>Hands back tasks that came after their slots had been given to others.</summary>
    public void HandBackLate(IReadOnlyList<TaskClaim> claims)
    {
        foreach (TaskClaim claim in claims)
        {
            ledger.Claimed(claim);
        }

        ledger.HandBack(claims);
    }

    /// <summary>Hands back tasks that were claimed ahead and have waited too long for a slot.</summary>
    public void HandBackOverdue() => ledger.HandBack(slots.TakeOverdue());

    private ClaimRequest RequestOf(string queue, SlotCount reserved) =>
        new(member.Id, Guid.NewGuid(), queue, reserved.Slots, reserved.Ahead);
}
