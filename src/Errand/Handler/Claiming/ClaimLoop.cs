using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Claiming;

/// <summary>Claims work for one handler: as many tasks as it has slots for, queue by queue, one claim at a time.</summary>
/// <param name="store">Where work comes from.</param>
/// <param name="member">Who claims; while it may be dead it claims nothing.</param>
/// <param name="intake">How much to claim, and where the tasks go.</param>
/// <param name="wake">Set when something has changed: there may be work, or free slots.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it reports trouble.</param>
internal sealed class ClaimLoop(
    IRunStore store, Member member, Intake intake, AsyncSignal wake, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(500);

    /// <summary>How often to check on tasks that were claimed ahead: they must not wait behind a slow one.</summary>
    private static readonly TimeSpan LookAtAhead = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await member.WaitUntilAliveAsync(stoppingToken);
                intake.HandBackOverdue();
                if (!await TryClaimAsync(stoppingToken))
                {
                    await wake.WaitAsync(intake.IsAnyAhead ? LookAtAhead : null, time, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ClaimFailed(e);
                await Task.Delay(PauseAfterTrouble, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                // The handler stops, and the store may be away too: the stop continues in order.
                return;
            }
        }
    }

    /// <summary>Claims once, when there may be work and a slot for it. False: wait until something changes.</summary>
    private async Task<bool> TryClaimAsync(CancellationToken stoppingToken)
    {
        if (intake.ReserveForClaim() is not { } request)
        {
            return false;
        }

        var unused = new SlotCount(request.Slots, request.Ahead);
        bool isMore = true;
        try
        {
            ClaimAnswer answer = await ClaimAsync(request, stoppingToken);
            if (answer.MustBeat)
            {
                member.Doubt();
                return true;
            }

            isMore = answer.IsMore;
            unused = intake.Start(answer.Claims, unused);
            return request.Slots > 0 || answer.Claims.Count > 0;
        }
        finally
        {
            intake.Return(unused);
            if (isMore)
            {
                // Nothing else would look at this queue again.
                intake.LookAgain(request.Queue);
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

    /// <summary>The same claim id brings the same tasks, if the first claim took any. Nothing else knows that they do not run, and their
    /// handler's beats keep their leases. So this asks until the store says what it gave, or that the handler died and they go to
    /// others.</summary>
    private async Task<ClaimAnswer> ClaimAgainAsync(ClaimRequest request, CancellationToken stoppingToken)
    {
        while (true)
        {
            // An outage may have been longer than a lease, and the store tells a handler nothing while its lease has run out.
            await member.WaitUntilAliveAsync(stoppingToken);
            try
            {
                ClaimAnswer answer = await store.ClaimAsync(request);
                if (!answer.MustBeat || member.Id != request.Handler)
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
