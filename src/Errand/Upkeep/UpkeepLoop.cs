using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Upkeep;

/// <summary>Watches the store for a process: notifies its handlers of work from other processes, promotes what is due, reaps what is
/// orphaned.</summary>
/// <remarks>It sleeps until the next instant that it knows of, or until something happens that may bring one nearer. Idle, it costs
/// nothing.</remarks>
internal sealed class UpkeepLoop(
    WorkLook look, Promoter promoter, Reaper reaper, TaskEvents events, TimeProvider time, ILogger<UpkeepLoop> logger)
    : BackgroundService
{
    /// <summary>The longest time between two looks, for leases past their deadline.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(1);

    /// <summary>A lease ends after its last millisecond, not with it; and what cannot be taken must not make the loop spin.</summary>
    private static readonly TimeSpan ReapPause = TimeSpan.FromMilliseconds(100);

    private readonly AsyncSignal _wake = new();
    private DateTimeOffset _lookedAt = time.GetUtcNow();
    private long _reapedAt = time.GetTimestamp();
    private long _nextLookTicks = long.MaxValue;
    private bool _wasAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        events.Happened += OnHappened;
        events.StoreChanged += OnStoreChanged;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // Whatever becomes scheduled while we look may have been seen or not: it wakes us.
                Volatile.Write(ref _nextLookTicks, long.MaxValue);
                TimeSpan pause = await LookAsync(stoppingToken);
                Volatile.Write(ref _nextLookTicks, (time.GetUtcNow() + pause).UtcTicks);
                await _wake.WaitAsync(pause, time, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, and its store perhaps with it.
        }
        finally
        {
            events.Happened -= OnHappened;
            events.StoreChanged -= OnStoreChanged;
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            NoticeStandstill();
            long asked = time.GetTimestamp();
            TickAnswer tick = await look.AskAsync(stoppingToken);
            if (_wasAway || time.GetElapsedTime(asked) > LeaseTimes.Beat)
            {
                // Beats came as late as this answer.
                reaper.Hold();
                _wasAway = false;
            }

            PublishReady(tick.ReadyQueues);

            bool due = tick.UntilDue <= TimeSpan.Zero;
            if (due)
            {
                await promoter.PromoteAsync(stoppingToken);
            }

            if (UntilReap(tick) <= TimeSpan.Zero)
            {
                await reaper.ReapAsync(stoppingToken);
                _reapedAt = time.GetTimestamp();
            }

            // What became due while we promoted is seen by looking again.
            return due ? TimeSpan.Zero
                : Shorter(Shorter(tick.UntilDue ?? Longest, UntilReap(tick)), look.Pause(tick) ?? Longest);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LookFailed(e);
            _wasAway = true;
            return PauseAfterTrouble;
        }
    }

    /// <summary>When a machine wakes from sleep, every lease has run out although its members are alive.</summary>
    private void NoticeStandstill()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _lookedAt > Longest + LeaseTimes.Lease)
        {
            reaper.Hold();
        }

        _lookedAt = now;
    }

    private TimeSpan UntilReap(TickAnswer tick)
    {
        TimeSpan sinceReap = time.GetElapsedTime(_reapedAt);
        TimeSpan wanted = Shorter(tick.UntilLeaseEnd ?? Longest, Longest - sinceReap);
        return Longer(Longer(wanted, ReapPause - sinceReap), reaper.HeldFor);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void PublishReady(IReadOnlyList<string> queues)
    {
        foreach (string queue in queues)
        {
            events.PublishQueueReady(queue);
        }
    }

    private void OnStoreChanged(StoreChange change)
    {
        PublishReady(change.Queues ?? []);
        if (change.Queues is null || change.IsScheduled)
        {
            _wake.Set();
        }
    }

    private void OnHappened(TaskEvent happened)
    {
        if (happened.Kind == TaskEventKind.Scheduled && happened.DueAt?.UtcTicks < Volatile.Read(ref _nextLookTicks))
        {
            _wake.Set();
        }
    }
}
