using Errand.Lists;
using Errand.Signals;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>The client within the server: submits through the same checks and the same queue as the HTTP routes.</summary>
internal sealed class TaskClient(
    TaskRegistry registry, SubmissionRules rules, SubmitQueue queue, TaskReads reads, TaskControl control,
    ArgsWriter writeArgs)
    : ITaskClient
{
    /// <summary>Keys of callers in C# never meet those that come over HTTP.</summary>
    private const string Scope = "code";

    private static readonly TimeSpan NoLimit = TaskLimits.MaxTimeToLive;

    public async Task<TaskId> SubmitAsync(string type, object? args, SubmitOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        TaskDefinition definition = registry.Find(type)
            ?? throw new InvalidTaskException($"No task type is mapped under the name \"{type}\".", []);
        Submission submission = Check(definition, writeArgs(args), options ?? new SubmitOptions());
        SubmitAnswer verdict = await queue.SubmitAsync(submission).WaitAsync(cancellationToken);
        return verdict.Verdict switch
        {
            SubmitVerdict.KeyReused => throw new InvalidTaskException("The idempotency key was used for another request.", []),
            SubmitVerdict.Refused => throw new InvalidTaskException("The store cannot hold this task.", []),
            _ => verdict.Id,
        };
    }

    public async Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken) =>
        ViewOf(await reads.Waiters.FindAsync(id, long.MaxValue, TimeSpan.Zero, cancellationToken));

    public async Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (AmbientRun.Current is { } run)
        {
            return ViewOf(await WaitInRun.FindAsync(reads.Waiters, run, id, cancellationToken));
        }

        while (true)
        {
            TaskRecord? record = await reads.Waiters.FindAsync(id, long.MaxValue, NoLimit, cancellationToken);
            if (record is not { Status: not TaskState.Done })
            {
                return ViewOf(record);
            }

            reads.Waiters.Stopping.ThrowIfCancellationRequested();
        }
    }

    public Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options, CancellationToken cancellationToken) =>
        reads.Results.OpenAsync(id, options ?? new ResultOptions(), cancellationToken);

    public Task<ResultShape?> FindResultShapeAsync(TaskId id, ResultShapeOptions? options, CancellationToken cancellationToken) =>
        reads.Results.FindShapeAsync(id, options ?? new ResultShapeOptions(), cancellationToken);

    public Task<ResultSeries?> FindResultSeriesAsync(TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken) =>
        reads.Results.FindSeriesAsync(id, options, cancellationToken);

    public Task<ResultMatrix?> FindResultMatrixAsync(TaskId id, ResultMatrixOptions? options, CancellationToken cancellationToken) =>
        reads.Results.FindMatrixAsync(id, options ?? new ResultMatrixOptions(), cancellationToken);

    public Task<ResultTable?> FindResultTableAsync(TaskId id, ResultTableOptions? options, CancellationToken cancellationToken) =>
        reads.Results.FindTableAsync(id, options ?? new ResultTableOptions(), cancellationToken);

    public async Task<TaskListPage> ListAsync(TaskListFilter? filter, CancellationToken cancellationToken)
    {
        ListRequest request = ListFilter.RequestOf(filter ?? new TaskListFilter());
        ListAnswer page = await reads.Lists.ListAsync(request, cancellationToken)
            ?? throw new ArgumentException("The cursor belongs to a list with other conditions, or was changed.", nameof(filter));
        return new TaskListPage
        {
            Items = [.. page.Tasks.Select(TaskForms.ViewOf)],
            Next = page.Next,
            SearchedTo = page.SearchedTo,
            Count = page.Count,
        };
    }

    public Task<IReadOnlyList<string>> SuggestAsync(
        string field, string? type, string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Suggestions.MaxLimit);
        return Suggestions.IsField(field)
            ? reads.Suggestions.FindAsync(new SuggestRequest(field, type, prefix, limit), cancellationToken)
            : throw new ArgumentException($"\"{field}\" cannot be completed; expected {Suggestions.Fields}.", nameof(field));
    }

    public Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter, CancellationToken cancellationToken) =>
        reads.Logs.FindAsync(id, filter ?? new TaskLogFilter(), cancellationToken);

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        reads.Views.FindAttemptsAsync(id, cancellationToken);

    public async Task<bool> CancelAsync(TaskId id) => await control.CancelAsync(id) != CancelVerdict.Unknown;

    public Task<TaskChange> RetryAsync(TaskId id) => control.RetryAsync(id);

    public async Task<bool> KeepAsync(TaskId id, DateTimeOffset? until, string? note)
    {
        var request = new KeepRequest(id, until, note);
        List<Fault> faults = [];
        KeepRules.Check(request, faults);
        KeepVerdict verdict = faults.Count == 0 ? await control.KeepAsync(request) : default;
        if (verdict == KeepVerdict.TooEarly)
        {
            faults.Add(KeepRules.TooEarly);
        }

        return faults.Count == 0 ? verdict == KeepVerdict.Kept : throw new ArgumentException(faults[0].Detail, faults[0].Pointer[2..]);
    }

    public Task<bool> ReleaseAsync(TaskId id) => control.ReleaseAsync(id);

    public Task<TaskChange> DeleteAsync(TaskId id) => control.DeleteAsync(id);

    private Submission Check(TaskDefinition definition, byte[] args, SubmitOptions options)
    {
        List<Fault> faults = [];
        if (definition.CheckArgs(args, UnknownArgs.Refused, faults) is { } reason)
        {
            throw new InvalidTaskException(reason, []);
        }

        if (options.IdempotencyKey is { } key && !SubmissionRules.IsIdempotencyKey(key))
        {
            faults.Add(new Fault("#/idempotencyKey", FaultCode.Pattern, "an idempotency key must be 1 to 255 visible ASCII characters"));
        }

        return rules.Create(definition, args, options, Scope, faults) is { } submission
            ? submission
            : throw new InvalidTaskException(string.Join("; ", faults.Select(fault => fault.Detail)), faults);
    }

    private static TaskView? ViewOf(TaskRecord? record) => record is null ? null : TaskForms.ViewOf(record);
}
