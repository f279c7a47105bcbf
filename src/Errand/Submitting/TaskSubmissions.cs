using System.Data.Common;
using System.Globalization;
using Errand.Access;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Telemetry;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>Submits what callers in C# have: through the same checks and the same queues as the HTTP routes.</summary>
internal sealed class TaskSubmissions(
    TaskRegistry registry, SubmissionRules rules, SubmitQueue queue, BatchSubmitter batches, ISubmitStore store, ArgsWriter writeArgs)
{
    /// <summary>A message names no more faults; all of them are in the exception.</summary>
    private const int MaxNamed = 10;

    /// <exception cref="InvalidTaskException">It is wrong, or the store cannot hold it.</exception>
    public async Task<TaskId> SubmitAsync(NewTask task, Principal by, CancellationToken cancellationToken) =>
        IdOf(await queue.SubmitAsync(Check(task, by)).WaitAsync(cancellationToken));

    /// <summary>Within a transaction of the caller's. Not through a queue, and without a slot that a handler reserves: when the task will
    /// be there, only the caller knows.</summary>
    /// <exception cref="InvalidTaskException">It is wrong, or the store cannot hold it.</exception>
    public async Task<TaskId> SubmitAsync(
        NewTask task, DbTransaction transaction, Principal by, CancellationToken cancellationToken) =>
        IdOf(await SendTrace.SendAsync(
            Check(task, by), async carrying => (await store.SubmitWithinAsync([carrying], transaction, cancellationToken))[0]));

    /// <summary>All of them or none.</summary>
    /// <exception cref="InvalidTaskException">One is wrong, or the store cannot hold one, or there are too many.</exception>
    public async Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, Principal by, CancellationToken cancellationToken)
    {
        List<Submission> submissions = Check(tasks, by);
        return submissions.Count == 0 ? [] : IdsOf(await batches.SubmitAsync(submissions).WaitAsync(cancellationToken));
    }

    /// <summary>All of them or none, within a transaction of the caller's.</summary>
    /// <exception cref="InvalidTaskException">One is wrong, or the store cannot hold one, or there are too many.</exception>
    public async Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, DbTransaction transaction, Principal by, CancellationToken cancellationToken)
    {
        List<Submission> submissions = Check(tasks, by);
        return submissions.Count == 0 ? [] : IdsOf(await SendTrace.SendAsync(
            submissions, carrying => store.SubmitWithinAsync(carrying, transaction, cancellationToken)));
    }

    private static TaskId IdOf(in SubmitAnswer answer) => answer.Verdict switch
    {
        SubmitVerdict.KeyReused => throw new InvalidTaskException("The idempotency key was used for another request.", []),
        SubmitVerdict.Refused => throw new InvalidTaskException("The store cannot hold this task.", []),
        _ => answer.Id,
    };

    private static TaskId[] IdsOf(IReadOnlyList<SubmitAnswer> answers) => answers[0].Verdict == SubmitVerdict.Refused
        ? throw new InvalidTaskException("The store cannot hold one of these tasks.", [])
        : [.. answers.Select(answer => answer.Id)];

    private Submission Check(NewTask task, Principal by)
    {
        List<Fault> faults = [];
        return Check(task, by, faults) ?? throw Invalid(faults, fault => fault.Detail);
    }

    private List<Submission> Check(IReadOnlyList<NewTask> tasks, Principal by)
    {
        if (tasks.Count > TaskLimits.MaxBatch)
        {
            throw new InvalidTaskException(
                string.Create(CultureInfo.InvariantCulture, $"At most {TaskLimits.MaxBatch} tasks are submitted at once; got {tasks.Count}."),
                []);
        }

        var submissions = new List<Submission>(tasks.Count);
        List<Fault> all = [];
        for (int i = 0; i < tasks.Count; i++)
        {
            List<Fault> faults = [];
            string place = string.Create(CultureInfo.InvariantCulture, $"#/{i}");
            if (tasks[i].Options?.IdempotencyKey is not null)
            {
                faults.Add(new Fault("#/idempotencyKey", FaultCode.Unknown, "a task that is submitted with others has no idempotency key"));
            }

            if (Check(tasks[i], by, faults, place) is { } submission)
            {
                submissions.Add(submission);
            }

            all.AddRange(faults.Select(fault => fault with { Pointer = place + fault.Pointer[1..] }));
        }

        return all.Count == 0 ? submissions : throw Invalid(all, fault => $"{fault.Pointer}: {fault.Detail}");
    }

    /// <summary>The submission, or null when there are faults.</summary>
    /// <param name="task">What is submitted.</param>
    /// <param name="by">Who submits it.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="place">Which task it is, in a message without a fault; null when it is the only one.</param>
    private Submission? Check(NewTask task, Principal by, List<Fault> faults, string? place = null)
    {
        string start = place is null ? "" : $"{place}: ";
        TaskDefinition definition = registry.Find(task.Type)
            ?? throw new InvalidTaskException($"{start}No task type is mapped under the name \"{task.Type}\".", []);
        byte[] args = writeArgs(task.Args);
        if (definition.CheckArgs(args, UnknownArgs.Refused, faults) is { } reason)
        {
            throw new InvalidTaskException(start + reason, []);
        }

        SubmitOptions options = task.Options ?? new SubmitOptions();
        if (options.IdempotencyKey is { } key && !SubmissionRules.IsIdempotencyKey(key))
        {
            faults.Add(new Fault("#/idempotencyKey", FaultCode.Pattern, "an idempotency key must be 1 to 255 visible ASCII characters"));
        }

        return rules.Create(definition, args, options, by, faults);
    }

    private static InvalidTaskException Invalid(List<Fault> faults, Func<Fault, string> describe)
    {
        string named = string.Join("; ", faults.Take(MaxNamed).Select(describe));
        int more = faults.Count - MaxNamed;
        return new InvalidTaskException(
            more <= 0 ? named : string.Create(CultureInfo.InvariantCulture, $"{named}; and {more} more faults"), faults);
    }
}
