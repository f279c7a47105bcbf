using Errand.Signals;
using Errand.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>Writes down how full queues are, and sums up what was counted long ago. Every process with a janitor does it; there is no
/// leader.</summary>
internal sealed class StatKeeper(IStatStore store, TaskEvents events, TimeProvider time, ILogger<StatKeeper> logger) : BackgroundService
{
    /// <summary>How often a queue that has ready tasks is looked at. The store writes down no more than one look of all
    /// processes.</summary>
    private static readonly TimeSpan DepthPeriod = TimeSpan.FromSeconds(15);

    /// <summary>The rest after something was summed up. After each look that finds nothing it doubles, up to <see
    /// cref="LongestRest"/>.</summary>
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    /// <summary>Between two steps, so that others get to write.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // Small steps keep the writer of SQLite, and locks, short.
    private const int Limit = 250;

    private readonly AsyncSignal _changed = new();
    private volatile bool _mayHaveChanged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        events.Happened += OnHappened;
        events.QueueReady += OnQueueReady;
        events.StoreChanged += OnStoreChanged;
        try
        {
            await Task.WhenAll(WriteDepthAsync(stoppingToken), FoldAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, and its store perhaps with it.
        }
        finally
        {
            events.Happened -= OnHappened;
            events.QueueReady -= OnQueueReady;
            events.StoreChanged -= OnStoreChanged;
        }
    }

    /// <summary>While no task is ready, it waits until one may be, and asks nothing.</summary>
    private async Task WriteDepthAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<string> ready = [];
        Change();
        while (true)
        {
            if (ready.Count == 0)
            {
                await _changed.WaitAsync(null, time, stoppingToken);
            }

            _mayHaveChanged = false;
            try
            {
                ready = await store.WriteDepthAsync(ready);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.DepthNotWritten(e);
                Change();
            }

            await Task.Delay(DepthPeriod, time, stoppingToken);
        }
    }

    private async Task FoldAsync(CancellationToken stoppingToken)
    {
        TimeSpan rest = ShortestRest;
        while (true)
        {
            await Task.Delay(rest, time, stoppingToken);
            try
            {
                rest = await FoldAllAsync(stoppingToken) ? ShortestRest : rest * 2 < LongestRest ? rest * 2 : LongestRest;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.FoldFailed(e);
                rest = ShortestRest;
            }
        }
    }

    /// <returns>Whether there was anything to sum up or to delete.</returns>
    private async Task<bool> FoldAllAsync(CancellationToken stoppingToken)
    {
        bool wasAny = false;
        while (await store.FoldStatsAsync(Limit) > 0)
        {
            wasAny = true;
            await Task.Delay(Pause, time, stoppingToken);
        }

        return wasAny;
    }

    private void OnHappened(TaskEvent happened)
    {
        if (happened.Kind == TaskEventKind.Ready)
        {
            Change();
        }
    }

    private void OnQueueReady(string queue) => Change();

    private void OnStoreChanged(StoreChange change)
    {
        if (change.Queues is not { Count: 0 })
        {
            Change();
        }
    }

    /// <summary>Called for each task that becomes ready, so it is quick after the first time.</summary>
    private void Change()
    {
        if (!_mayHaveChanged)
        {
            _mayHaveChanged = true;
            _changed.Set();
        }
    }
}
