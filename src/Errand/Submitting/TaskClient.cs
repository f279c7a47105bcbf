using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>The client within the server: submits through the same checks and the same queue as the HTTP routes.</summary>
internal sealed class TaskClient(
    TaskRegistry registry, SubmissionRules rules, SubmitQueue queue, TaskReads reads, TaskCancellation cancellation,
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

    public Task<TaskLogPage?> FindLogAsync(TaskId id, TaskLogFilter? filter, CancellationToken cancellationToken) =>
        reads.Logs.FindAsync(id, filter ?? new TaskLogFilter(), cancellationToken);

    public async Task<bool> CancelAsync(TaskId id) => await cancellation.CancelAsync(id) != CancelVerdict.Unknown;

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
