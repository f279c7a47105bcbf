using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>Records outcomes: what waits when one commit ends is the next request, sent again until the store gives its verdict.</summary>
/// <param name="store">Where outcomes are recorded.</param>
/// <param name="queue">Those that wait.</param>
/// <param name="ledger">Notified of each verdict.</param>
/// <param name="wake">Set after each request: the handler may be behind no longer.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it reports trouble.</param>
internal sealed class FinishLoop(
    IRunStore store, FinishQueue queue, RunLedger ledger, AsyncSignal wake, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns when the queue is complete and all of it is recorded.</summary>
    /// <param name="abandonToken">Fires when the process must end although the store is away: the reaper finds what is unrecorded
    /// then.</param>
    public async Task RunAsync(CancellationToken abandonToken)
    {
        var request = new List<FinishRequest>(FinishQueue.MaxInRequest);
        while (await queue.WaitAsync(abandonToken))
        {
            queue.TakeInto(request);
            IReadOnlyList<FinishAnswer> answers = await SendAsync(request, abandonToken);
            queue.Recorded(request.Count);
            NotifyLedger(request, answers);
            request.Clear();
            wake.Set();
        }
    }

    private async Task<IReadOnlyList<FinishAnswer>> SendAsync(List<FinishRequest> request, CancellationToken abandonToken)
    {
        while (true)
        {
            try
            {
                return await store.FinishAsync(request).WaitAsync(abandonToken);
            }
            catch (Exception e) when (!abandonToken.IsCancellationRequested)
            {
                logger.FinishNotWritten(request.Count, e);
            }

            await Task.Delay(PauseAfterTrouble * (0.5 + Random.Shared.NextDouble()), time, abandonToken);
        }
    }

    private void NotifyLedger(List<FinishRequest> request, IReadOnlyList<FinishAnswer> answers)
    {
        for (int i = 0; i < request.Count; i++)
        {
            try
            {
                ledger.Decided(request[i], answers[i]);
            }
            catch (Exception e)
            {
                // A failure here must not stop later outcomes from being recorded.
                logger.VerdictNotHeard(request[i].Id, request[i].Attempt, e);
            }
        }
    }
}
