using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Views;

namespace Errand.Following;

/// <summary>One client that follows one task: first what there is, then what happens, until the task is done or gone.</summary>
/// <remarks>Not thread-safe. What a run logs is stored before its outcome, so a look that finds the task done, and then reads the log, has
/// read all of it.</remarks>
internal sealed class TaskFollow : IDisposable
{
    /// <summary>How many lines of the log are read at once.</summary>
    private const int LinesAtOnce = 200;

    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(1);

    private readonly TaskId _id;
    private readonly FollowedTasks _tasks;
    private readonly IReadStore _reads;
    private readonly IViewStore _views;
    private readonly TimeProvider _time;
    private readonly AsyncSignal _news = new();
    private readonly FollowedTask _entry;
    private LogPlace _place;
    private (TaskState Status, string? Reason, int Attempt)? _toldStatus;
    private (int Attempt, double? Value, string? Message)? _toldProgress;
    private long _toldProgressAt;
    private TimeSpan? _untilProgress;
    private bool _mustLook = true;

    /// <param name="id">The task.</param>
    /// <param name="after">The last line of its log that the client has.</param>
    /// <param name="tasks">Tell when there is news.</param>
    /// <param name="reads">The task, when it is done.</param>
    /// <param name="views">The task until then, and its log.</param>
    /// <param name="time">Measures the pauses between two reports of progress.</param>
    public TaskFollow(TaskId id, LogPlace after, FollowedTasks tasks, IReadStore reads, IViewStore views, TimeProvider time)
    {
        _id = id;
        _place = after;
        _tasks = tasks;
        _reads = reads;
        _views = views;
        _time = time;
        // Before the first look: what happens between the two is not missed.
        _entry = tasks.Enter(id, _news);
    }

    /// <summary>Whether the last step was the end.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What happened since the last call: at least one step. Waits for it. After a look that failed it may be called again,
    /// and goes on once a look at all followed tasks has succeeded.</summary>
    /// <param name="waiting">Called, perhaps more than once, before it waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<FollowStep>> NextAsync(Action? waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!_mustLook)
            {
                waiting?.Invoke();
                await _news.WaitAsync(_untilProgress, _time, cancellationToken);
            }

            List<FollowStep> steps = await LookOrRestAsync(cancellationToken);
            if (steps.Count > 0)
            {
                return steps;
            }
        }
    }

    public void Dispose() => _tasks.Leave(_id, _entry, _news);

    private async Task<List<FollowStep>> LookOrRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch
        {
            // Nothing was told, so the next look owes all of it. It comes when the store is back, not before.
            (_mustLook, _untilProgress) = (false, null);
            _entry.Stamp = null;
            throw;
        }
    }

    private async Task<List<FollowStep>> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TaskRecord> found = await _views.FindManyAsync([_id], maxBytes: 0, cancellationToken);
        var request = new LogRequest(_id, _place, int.MaxValue, TaskLogLevel.Trace, LinesAtOnce);
        if (found is not [var task] || await _views.FindLogAsync(request, cancellationToken) is not { } lines)
        {
            return [Gone()];
        }

        bool isWhole = task.Status == TaskState.Done && lines.Count < LinesAtOnce;
        TaskRecord? whole = isWhole ? await _reads.FindAsync(_id, TaskLimits.MaxInlineResultBytes, cancellationToken) : null;

        // From here on nothing can fail: what is taken for told is told.
        List<FollowStep> steps = [];
        AddStatus(steps, task);
        foreach (TaskLogLine line in lines)
        {
            _place = new LogPlace(line.Attempt, line.Number);
            steps.Add(new FollowStep(FollowStepKind.Line, _place, null, line));
        }

        _mustLook = lines.Count == LinesAtOnce;
        if (task.Status != TaskState.Done)
        {
            AddProgress(steps, task);
        }
        else if (isWhole)
        {
            AddEnd(steps, task, whole);
        }

        return steps;
    }

    private void AddStatus(List<FollowStep> steps, TaskRecord task)
    {
        (TaskState Status, string? Reason, int Attempt) status = (task.Status, task.Reason, task.Attempt);
        if (status != _toldStatus)
        {
            _toldStatus = status;
            steps.Add(new FollowStep(FollowStepKind.Status, _place, task));
        }
    }

    private void AddProgress(List<FollowStep> steps, TaskRecord task)
    {
        (int Attempt, double? Value, string? Message) progress = (task.Attempt, task.Progress, task.ProgressMessage);
        _untilProgress = null;
        if (progress is { Value: null, Message: null } || progress == _toldProgress)
        {
            return;
        }

        TimeSpan left = _toldProgress is null ? TimeSpan.Zero : ProgressPause - _time.GetElapsedTime(_toldProgressAt);
        if (left > TimeSpan.Zero)
        {
            _untilProgress = left;
            return;
        }

        (_toldProgress, _toldProgressAt) = (progress, _time.GetTimestamp());
        steps.Add(new FollowStep(FollowStepKind.Progress, _place, task));
    }

    private void AddEnd(List<FollowStep> steps, TaskRecord seen, TaskRecord? whole)
    {
        if (whole is null)
        {
            steps.Add(Gone());
        }
        else if (whole.Status == TaskState.Done && whole.Attempt == seen.Attempt && whole.FinishedAt == seen.FinishedAt)
        {
            IsOver = true;
            steps.Add(new FollowStep(FollowStepKind.End, _place, whole));
        }
        else
        {
            _mustLook = true; // Somebody had it run again meanwhile.
        }
    }

    private FollowStep Gone()
    {
        IsOver = true;
        return new FollowStep(FollowStepKind.End, _place, null);
    }
}
