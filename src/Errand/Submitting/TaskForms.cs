using System.Text.Json;
using Errand.Following;
using Errand.Storage.Messages;
using Errand.Types;

namespace Errand.Submitting;

/// <summary>The forms that a task has on its way: submitted, stored, shown. What goes from one form to the next goes through
/// here.</summary>
internal static class TaskForms
{
    /// <summary>What is stored of checked options: the task's own, else its type's, else the server's.</summary>
    public static Submission SubmissionOf(
        TaskDefinition definition, ReadOnlyMemory<byte> args, SubmitOptions options, TimeSpan timeToLive, IdempotencyKey? key,
        string? owner)
    {
        return new Submission
        {
            Type = definition.Type,
            Args = args,
            Queue = options.Queue ?? definition.Queue,
            Priority = options.Priority ?? definition.Priority,
            MaxAttempts = options.MaxAttempts ?? definition.MaxAttempts,
            Timeout = options.Timeout ?? definition.Defaults.Timeout,
            TimeToLive = timeToLive,
            Delay = options.Delay,
            RunAt = options.RunAt,
            Tags = options.Tags ?? [],
            Key = key,
            Owner = owner,
        };
    }

    /// <summary>A task as it was the moment it was stored: no read is needed to show it.</summary>
    public static TaskRecord FirstRecordOf(Submission submission, in SubmitAnswer answer) => new()
    {
        Id = answer.Id,
        Type = submission.Type,
        Args = submission.Args,
        Queue = submission.Queue,
        Priority = submission.Priority,
        MaxAttempts = submission.MaxAttempts,
        Tags = submission.Tags,
        CreatedAt = answer.CreatedAt,
        ExpiresAt = answer.ExpiresAt,
        Status = TaskState.Waiting,
        Reason = answer.RunAt is null ? TaskReason.Ready : TaskReason.Scheduled,
        RunAt = answer.RunAt,
        Trace = TraceText.TraceIdOf(answer.Trace ?? submission.Trace),
    };

    /// <summary>A task as a caller in C# sees it. Over HTTP its record is written without this step.</summary>
    public static TaskView ViewOf(TaskRecord record) => new()
    {
        Id = record.Id.Value,
        Type = record.Type.Name,
        Status = record.Status,
        Outcome = record.Outcome,
        Reason = record.Reason,
        Args = record.ArgsBytes is null ? Parse(record.Args) : null,
        ArgsBytes = record.ArgsBytes,
        Result = record.Result is { } result ? Parse(result) : null,
        ResultBytes = record.Result is null ? record.ResultBytes : null,
        Error = record.Error,
        Summary = record.Summary.IsEmpty ? null : Parse(record.Summary),
        Progress = new TaskProgress(record.Progress, record.ProgressMessage),
        Queue = record.Queue,
        Priority = record.Priority,
        Attempt = record.Attempt,
        MaxAttempts = record.MaxAttempts,
        Tags = record.Tags,
        CreatedAt = record.CreatedAt,
        RunAt = record.RunAt,
        StartedAt = record.StartedAt,
        FinishedAt = record.FinishedAt,
        ExpiresAt = record.ShownExpiry,
        Kept = record.Kept,
        Handler = record.Handler?.ToString(),
        Trace = record.Trace,
    };

    public static TaskLogEntry EntryOf(TaskLogLine line) => new()
    {
        Attempt = line.Attempt,
        Line = line.Number,
        At = line.At,
        Level = (TaskLogLevel)line.Level,
        Message = line.Message,
    };

    public static TaskUpdate UpdateOf(FollowStep step)
    {
        string place = FollowPlace.Write(step.Place);
        return step switch
        {
            { Line: { } line } => new TaskLogUpdate(EntryOf(line)) { Place = place },
            { Kind: FollowStepKind.Status, Task: { } task } => new TaskStatusUpdate(ViewOf(task)) { Place = place },
            { Kind: FollowStepKind.Progress, Task: { } task } =>
                new TaskProgressUpdate(task.Attempt, new TaskProgress(task.Progress, task.ProgressMessage)) { Place = place },
            _ => new TaskEndUpdate(step.Task is { } task ? ViewOf(task) : null) { Place = place },
        };
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json) =>
        JsonElement.Parse(json.Span, new JsonDocumentOptions { MaxDepth = 1000 });
}
