using System.Collections.Concurrent;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>Stores what runs say about themselves: the first report at once, then at most one a second.</summary>
internal sealed class RunReporter(IRunStore store, TaskEvents events, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<RunJournal> _dirty = new();
    private readonly AsyncSignal _wake = new();
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;

    public void OnChanged(RunJournal journal)
    {
        _dirty.Enqueue(journal);
        _wake.Set();
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wake.WaitAsync(null, time, stoppingToken);
            await WriteAllAsync();
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Stores the last words of a run before its outcome: the store does not accept them afterwards.</summary>
    public async Task FlushAsync(RunJournal journal)
    {
        if (!journal.IsUsed)
        {
            return;
        }

        Task earlier;
        ReportRequest? last;
        lock (_lock)
        {
            // Together: what is not taken here was taken by what is being written.
            (earlier, last) = (_writing, journal.TakeLast());
        }

        // What was taken from the journal before may still be on its way, and the outcome would overtake it.
        await earlier;
        if (last is not null)
        {
            await WriteAsync([last]);
        }
    }

    private Task WriteAllAsync()
    {
        lock (_lock)
        {
            return _writing = WriteAsync(TakeAll());
        }
    }

    private List<ReportRequest> TakeAll()
    {
        List<ReportRequest> reports = [];
        while (_dirty.TryDequeue(out RunJournal? journal))
        {
            if (journal.Take() is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    private async Task WriteAsync(List<ReportRequest> reports)
    {
        if (reports.Count == 0)
        {
            return;
        }

        try
        {
            await store.ReportAsync(reports);
        }
        catch (Exception e)
        {
            // Progress and log lines are no promise: the next report brings newer ones.
            logger.ReportLost(reports.Count, e);
            return;
        }

        foreach (ReportRequest report in reports)
        {
            events.Publish(new TaskEvent(TaskEventKind.Reported, report.Run.Id));
        }
    }
}
