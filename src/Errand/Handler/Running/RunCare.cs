using Errand.Membership;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>Keeps a handler's view of its runs and the store's the same.</summary>
internal sealed class RunCare(IRunStore store, Member member, ActiveRuns runs, TaskEvents events, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ReconcileInterval = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait between two look-ups while other processes write all the time. The beat would bring the cancels
    /// too.</summary>
    private static readonly TimeSpan CancelInterval = TimeSpan.FromMilliseconds(50);

    private readonly AsyncSignal _changed = new();

    /// <summary>Another process may have cancelled what runs here.</summary>
    public async Task WatchCancelsAsync(CancellationToken stoppingToken)
    {
        events.StoreChanged += OnStoreChanged;
        try
        {
            while (true)
            {
                await _changed.WaitAsync(null, time, stoppingToken);
                if (runs.Count > 0)
                {
                    await StopCancelledAsync(stoppingToken);
                    await Task.Delay(CancelInterval, time, stoppingToken);
                }
            }
        }
        finally
        {
            events.StoreChanged -= OnStoreChanged;
        }
    }

    /// <summary>Hands back claims whose answer was lost: the store counts them as this handler's, and the handler does not know
    /// them.</summary>
    public async Task ReconcileAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReconcileInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                int count = await store.ReconcileAsync(member.Id, runs.Keys);
                if (count > 0)
                {
                    logger.Reconciled(count);
                    events.PublishTasksChanged(null);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LookAfterFailed(e);
            }
        }
    }

    private void OnStoreChanged(StoreChange change)
    {
        if (change.Cancelled is not { Count: 0 })
        {
            _changed.Set();
        }
    }

    private async Task StopCancelledAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (RunKey key in await store.FindCancelledAsync(member.Id, stoppingToken))
            {
                runs.Stop(key, StopReason.Cancelled);
            }
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LookAfterFailed(e);
        }
    }
}
