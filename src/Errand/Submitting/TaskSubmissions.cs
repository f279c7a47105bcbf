using System.Globalization;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>Submits what callers in C# have: through the same checks and the same queues as the HTTP routes.</summary>
internal sealed class TaskSubmissions(
    TaskRegistry registry, SubmissionRules rules, SubmitQueue queue, BatchSubmitter batches, ArgsWriter writeArgs)
{
    /// <summary>Keys of callers in C# never meet those that come over HTTP.</summary>
    private const string Scope = "code";

    /// <summary>A message names no more faults; all of them are in the exception.</summary>
    private const int MaxNamed = 10;

    /// <exception cref="InvalidTaskException">It is wrong, or the store cannot hold it.</exception>
    public async Task<TaskId> SubmitAsync(NewTask task, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        Submission submission = Check(task, faults) ?? throw Invalid(faults, fault => fault.Detail);
        SubmitAnswer verdict = await queue.SubmitAsync(submission).WaitAsync(cancellationToken);
        return verdict.Verdict switch
        {
            SubmitVerdict.KeyReused => throw new InvalidTaskException("The idempotency key was used for another request.", []),
            SubmitVerdict.Refused => throw new InvalidTaskException("The store cannot hold this task.", []),
            _ => verdict.Id,
        };
    }

    /// <summary>All of them or none.</summary>
    /// <exception cref="InvalidTaskException">One is wrong, or the store cannot hold one, or there are too many.</exception>
    public async Task<IReadOnlyList<TaskId>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken)
    {
        if (tasks.Count > TaskLimits.MaxBatch)
        {
            throw new InvalidTaskException(
                string.Create(CultureInfo.InvariantCulture, $"At most {TaskLimits.MaxBatch} tasks are submitted at once; got {tasks.Count}."),
                []);
        }

        if (tasks.Count == 0)
        {
            return [];
        }

        IReadOnlyList<SubmitAnswer> verdicts = await batches.SubmitAsync(Check(tasks)).WaitAsync(cancellationToken);
        return verdicts[0].Verdict == SubmitVerdict.Refused
            ? throw new InvalidTaskException("The store cannot hold one of these tasks.", [])
            : [.. verdicts.Select(verdict => verdict.Id)];
    }

    private List<Submission> Check(IReadOnlyList<NewTask> tasks)
    {
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

            if (Check(tasks[i], faults, place) is { } submission)
            {
                submissions.Add(submission);
            }

            all.AddRange(faults.Select(fault => fault with { Pointer = place + fault.Pointer[1..] }));
        }

        return all.Count == 0 ? submissions : throw Invalid(all, fault => $"{fault.Pointer}: {fault.Detail}");
    }

    /// <summary>The submission, or null when there are faults.</summary>
    /// <param name="task">What is submitted.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="place">Which task it is, in a message without a fault; null when it is the only one.</param>
    private Submission? Check(NewTask task, List<Fault> faults, string? place = null)
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

        return rules.Create(definition, args, options, Scope, faults);
    }

    private static InvalidTaskException Invalid(List<Fault> faults, Func<Fault, string> describe)
    {
        string named = string.Join("; ", faults.Take(MaxNamed).Select(describe));
        int more = faults.Count - MaxNamed;
        return new InvalidTaskException(
            more <= 0 ? named : string.Create(CultureInfo.InvariantCulture, $"{named}; and {more} more faults"), faults);
    }
}
