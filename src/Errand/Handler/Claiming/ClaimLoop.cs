using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Claiming;

/// <summary>Claims work for one handler: as many as it has slots for, queue by queue, one claim at a time.</summary>
/// <param name="store">Where work comes from.</param>
/// <param name="member">Who claims; while it may be dead it claims nothing.</param>
/// <param name="slots">Its slots.</param>
/// <param name="ahead">How many tasks may wait for a slot.</param>
/// <param name="queues">Where there may be work.</param>
/// <param name="started">Called with the claimed tasks and the slots reserved for them; returns the unused slots.</param>
/// <param name="handBack">Is given claimed tasks that are to go to others.</param>
/// <param name="isBehind">Whether too many outcomes are unwritten to take on more.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it reports trouble.</param>
internal sealed class ClaimLoop(
    IRunStore store, Member member, RunSlots slots, ClaimAhead ahead, QueueRotation queues,
    Func<IReadOnlyList<TaskClaim>, SlotCount, SlotCount> started, Action<IReadOnlyList<TaskClaim>> handBack, Func<bool> isBehind,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(500);

    /// <summary>What was claimed ahead is looked at again so soon, lest it wait behind a slow task.</summary>
    private static readonly TimeSpan LookAtAhead = TimeSpan.FromMilliseconds(100);

    private readonly AsyncSignal _wake = new();

    /// <summary>Something has changed: there may be work, or free slots.</summary>
    public void Wake() => _wake.Set();

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await member.WaitUntilAliveAsync(stoppingToken);
                handBack(slots.TakeOverdue());
                if (!await TryClaimAsync(stoppingToken))
                {
                    await _wake.WaitAsync(slots.Ahead > 0 ? LookAtAhead : null, time, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ClaimFailed(e);
                await Task.Delay(PauseAfterTrouble, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // The handler stops, and the store may be away as well: the stop goes on in order.
                return;
            }
        }
    }

    /// <summary>Claims once, when there may be work and a slot for it. False: wait until something changes.</summary>
    private async Task<bool> TryClaimAsync(CancellationToken stoppingToken)
    {
        SlotCount reserved = slots.Reserve(ClaimAhead.MostAtOnce, ahead.Count);
        // A refill before the last waiting one has started; not for every single slot.
        bool isWorthIt = reserved.Slots > 0 || (reserved.Ahead > 0 && reserved.Ahead >= slots.Ahead);
        if (!isWorthIt || isBehind() || queues.Take() is not { } queue)
        {
            slots.Return(reserved);
            return false;
        }

        bool mayHoldMore = true;
        try
        {
            ClaimAnswer answer = await ClaimAsync(
                new ClaimRequest(member.Id, Guid.NewGuid(), queue, reserved.Slots, reserved.Ahead), stoppingToken);
            if (answer.Fenced)
            {
                member.Doubt();
                return true;
            }

            // Not filled: it is empty, but for tasks on their last try, which are only given to free slots.
            mayHoldMore = answer.Claims.Count >= reserved.Slots;
            bool isAnythingDone = reserved.Slots > 0 || answer.Claims.Count > 0;
            reserved = started(answer.Claims, reserved);
            return isAnythingDone;
        }
        finally
        {
            slots.Return(reserved);
            if (mayHoldMore)
            {
                // Nobody else would look at this queue again.
                queues.Add(queue);
            }
        }
    }

    private async Task<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken stoppingToken)
    {
        try
        {
            return await store.ClaimAsync(request);
        }
        catch (OutcomeUnknownException)
        {
            return await ClaimAgainAsync(request with { IsRepeated = true }, stoppingToken);
        }
    }

    /// <summary>The same claim id brings the same tasks, should they have been given. Nobody else knows that they do not run, and their
    /// handler's beats keep their leases: so it is asked until the store says what it gave, or that the handler died and they go to
    /// others.</summary>
    private async Task<ClaimAnswer> ClaimAgainAsync(ClaimRequest request, CancellationToken stoppingToken)
    {
        while (true)
        {
            // An outage may have been longer than a lease, and who is overdue is told of nothing until it beats.
            await member.WaitUntilAliveAsync(stoppingToken);
            try
            {
                ClaimAnswer answer = await store.ClaimAsync(request);
                if (!answer.Fenced || member.Id != request.Handler)
                {
                    return answer;
                }

                member.Doubt();
            }
            catch (StoreException e)
            {
                logger.ClaimFailed(e);
                await Task.Delay(PauseAfterTrouble, time, stoppingToken);
            }
        }
    }
}
