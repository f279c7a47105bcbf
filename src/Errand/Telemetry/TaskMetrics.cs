using System.Diagnostics.Metrics;
using Errand.Signals;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;

namespace Errand.Telemetry;

/// <summary>Counts and times tasks. While nobody listens, it costs a look at a field for each request to the store.</summary>
internal sealed class TaskMetrics
{
    /// <summary>A millisecond to an hour, by about the root of ten.</summary>
    private static readonly double[] TaskSeconds = [0.001, 0.00316, 0.01, 0.0316, 0.1, 0.316, 1, 3.16, 10, 31.6, 100, 316, 1000, 3600];

    private readonly Counter<long> _submitted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _finished;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _lost;
    private readonly Counter<long> _stale;
    private readonly Counter<long> _accessRefused;
    private readonly Counter<long> _deleted;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<double> _waitDuration;
    private readonly TagValues _types = new();
    private readonly TagValues _queues = new();

    public TaskMetrics(IMeterFactory meters, TaskEvents events)
    {
        Meter = meters.Create(new MeterOptions(TelemetryNames.Source) { Version = ErrandVersion.Text });
        _submitted = Meter.CreateCounter<long>("errand.task.submitted", "{task}", "Tasks that were stored");
        _refused = Meter.CreateCounter<long>("errand.task.refused", "{task}", "Requests to submit over HTTP that were refused, by problem");
        _finished = Meter.CreateCounter<long>("errand.task.finished", "{task}", "Tasks that ended, by outcome");
        _retried = Meter.CreateCounter<long>("errand.task.retried", "{task}", "Runs that failed and will be tried again");
        _lost = Meter.CreateCounter<long>("errand.task.lost", "{task}", "Runs taken from a handler that died, was cut off or overran");
        _stale = Meter.CreateCounter<long>("errand.task.stale", "{task}", "Runs that ended after they were taken away; their results are not used");
        _accessRefused = Meter.CreateCounter<long>("errand.access.refused", "{request}", "Requests that may not do what they ask for");
        _deleted = Meter.CreateCounter<long>("errand.janitor.deleted", "{task}", "Expired tasks that were deleted");
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = TaskSeconds };
        _runDuration = Meter.CreateHistogram("errand.task.run.duration", "s", "How long runs took", null, seconds);
        _waitDuration = Meter.CreateHistogram(
            "errand.task.wait.duration", "s", "How long tasks could have been claimed before they were", null, seconds);
        events.Refused += Refused;
        events.RunLost += RunLost;
    }

    public Meter Meter { get; }

    /// <summary>Somebody listens.</summary>
    public bool IsOn => _submitted.Enabled || _finished.Enabled || _runDuration.Enabled || _waitDuration.Enabled || _retried.Enabled
        || _lost.Enabled || _stale.Enabled || _deleted.Enabled;

    public string TypeTag(string type) => _types.Of(type);

    public string QueueTag(string queue) => _queues.Of(queue);

    /// <summary>Those that follow each other with the same tags, as most of a request do, are counted at once.</summary>
    public void Submitted(IReadOnlyList<Submission> tasks, IReadOnlyList<SubmitAnswer> answers)
    {
        long alike = 0;
        for (int i = 0; i < answers.Count; i++)
        {
            alike += answers[i].Verdict == SubmitVerdict.Accepted ? 1 : 0;
            if (alike > 0 && (i == answers.Count - 1 || tasks[i].Type != tasks[i + 1].Type || tasks[i].Queue != tasks[i + 1].Queue))
            {
                _submitted.Add(alike, Type(tasks[i].Type.Name), Queue(tasks[i].Queue));
                alike = 0;
            }

            if (answers[i].IsClaimed)
            {
                _waitDuration.Record(0, Queue(tasks[i].Queue));
            }
        }
    }

    /// <param name="claims">Of one queue.</param>
    public void Claimed(IReadOnlyList<TaskClaim> claims)
    {
        KeyValuePair<string, object?> queue = Queue(claims[0].Queue);
        for (int i = 0; i < claims.Count; i++)
        {
            if (claims[i].Waited is { } waited)
            {
                _waitDuration.Record(waited.TotalSeconds, queue);
            }
        }
    }

    /// <inheritdoc cref="Submitted" />
    public void Finished(IReadOnlyList<FinishRequest> runs, IReadOnlyList<FinishAnswer> answers)
    {
        (string? name, KeyValuePair<string, object?> type, long succeeded) = (null, default, 0);
        for (int i = 0; i < answers.Count; i++)
        {
            if (runs[i].Claim is not { } claim)
            {
                continue;
            }

            if (claim.Type.Name != name)
            {
                Succeeded(succeeded, type);
                (name, type, succeeded) = (claim.Type.Name, Type(claim.Type.Name), 0);
            }

            succeeded += answers[i].Outcome == OutcomeState.Succeeded ? 1 : 0;
            Finished(runs[i], answers[i], type);
        }

        Succeeded(succeeded, type);
    }

    public void Cancelled(IReadOnlyList<CancelAnswer> answers)
    {
        foreach (CancelAnswer answer in answers)
        {
            if (answer.Type is { } type)
            {
                _finished.Add(1, Type(type), Outcome(OutcomeWords.Cancelled));
            }
        }
    }

    /// <summary>Taken from their handlers.</summary>
    public void Taken(ReapAnswer answer)
    {
        foreach (string type in answer.Taken)
        {
            _lost.Add(1, Type(type));
        }

        foreach (EndedTask task in answer.Ended)
        {
            if (task.Outcome == OutcomeState.Failed)
            {
                _finished.Add(1, Type(task.Type), Outcome(OutcomeWords.Failed), Error(TaskErrorKind.HandlerLost));
            }
            else
            {
                _finished.Add(1, Type(task.Type), Outcome(OutcomeWords.Of(task.Outcome)));
            }
        }
    }

    public void Deleted(int count) => _deleted.Add(count);

    private void Succeeded(long count, KeyValuePair<string, object?> type)
    {
        if (count > 0)
        {
            _finished.Add(count, type, Outcome(OutcomeWords.Succeeded));
        }
    }

    /// <summary>All but that it succeeded, which is counted for many at once.</summary>
    private void Finished(FinishRequest run, in FinishAnswer answer, KeyValuePair<string, object?> type)
    {
        if (answer.Verdict == FinishVerdict.Stale)
        {
            _stale.Add(1, type);
            return;
        }

        if (answer.Verdict == FinishVerdict.PartsGone)
        {
            return; // It is finished again once its result is stored again.
        }

        if (answer.Outcome == OutcomeState.Failed)
        {
            _finished.Add(1, type, Outcome(OutcomeWords.Failed), Error(run.Error?.Kind ?? TaskErrorKind.Exception));
        }
        else if (answer.Outcome == OutcomeState.Cancelled)
        {
            _finished.Add(1, type, Outcome(OutcomeWords.Cancelled));
        }
        else if (answer.Outcome is null && run.Disposition == Disposition.Retry)
        {
            _retried.Add(1, type);
        }

        if (run.Took is { } took)
        {
            string ended = answer.Outcome is { } known ? OutcomeWords.Of(known) : OutcomeWords.Of(run.Disposition);
            _runDuration.Record(took.TotalSeconds, type, Outcome(ended));
        }
    }

    private void RunLost(string type) => _stale.Add(1, Type(type));

    private void Refused(Refusal refusal)
    {
        if (refusal.IsOfSubmission)
        {
            _refused.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Problem, refusal.Problem));
        }

        if (refusal.IsOfAccess)
        {
            _accessRefused.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Reason, refusal.Problem));
        }
    }

    private KeyValuePair<string, object?> Type(string type) => new(TelemetryNames.TaskType, _types.Of(type));

    private KeyValuePair<string, object?> Queue(string queue) => new(TelemetryNames.Queue, _queues.Of(queue));

    private static KeyValuePair<string, object?> Outcome(string word) => new(TelemetryNames.TaskOutcome, word);

    private static KeyValuePair<string, object?> Error(string kind) => new(TelemetryNames.ErrorType, kind);
}
