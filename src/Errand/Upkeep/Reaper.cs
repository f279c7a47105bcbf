using Errand.Membership;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Microsoft.Extensions.Logging;

namespace Errand.Upkeep;

/// <summary>Takes back what dead handlers held. Every process with a handler or a janitor does it; there is no leader.</summary>
internal sealed class Reaper(IUpkeepStore store, LocalMembers locals, TaskEvents events, TimeProvider time, ILogger<Reaper> logger)
{
    private const int Limit = 1000;

    // Not the wall clock: setting that back by an hour would hold the reaper for an hour.
    private long _heldSince = time.GetTimestamp();

    /// <summary>The store was away, or this process stood still: live handlers could not beat either, so they get one lease time to do
    /// so.</summary>
    public void Hold() => _heldSince = time.GetTimestamp();

    /// <summary>How long it must wait before it may reap; zero when it may now.</summary>
    public TimeSpan HeldFor
    {
        get
        {
            // While our own beats fail, those of others may fail too, although reads are answered.
            TimeSpan left = LeaseTimes.Lease - time.GetElapsedTime(Math.Max(_heldSince, locals.BeatFailedAt));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public async Task ReapAsync(CancellationToken cancellationToken)
    {
        ReapAnswer report;
        do
        {
            report = await store.ReapAsync(Limit, locals.Ids);
            Publish(report);
        }
        while (report.More && !cancellationToken.IsCancellationRequested);
    }

    private void Publish(ReapAnswer report)
    {
        if (report.Dead.Count > 0 || report.Requeued > 0 || report.Ended.Count > 0)
        {
            logger.Reaped(report.Dead.Count, report.Requeued, report.Ended.Count);
        }

        foreach (string queue in report.Queues)
        {
            events.PublishQueueReady(queue);
            events.PublishTasksChanged(queue);
        }

        foreach (EndedTask task in report.Ended)
        {
            events.Publish(new TaskEvent(TaskEventKind.Done, task.Id));
        }
    }
}
