using Errand.Storage.Messages;

namespace Errand.Web.Submit;

/// <summary>A task as it was the moment it was stored: no read is needed to show it.</summary>
internal static class FirstView
{
    public static TaskRecord Of(Submission submission, in SubmitAnswer verdict) => new()
    {
        Id = verdict.Id,
        Type = submission.Type,
        Args = submission.Args,
        Queue = submission.Queue,
        Priority = submission.Priority,
        MaxAttempts = submission.MaxAttempts,
        Tags = submission.Tags,
        CreatedAt = verdict.CreatedAt,
        ExpiresAt = verdict.ExpiresAt,
        Status = TaskState.Waiting,
        Reason = verdict.RunAt is null ? TaskReason.Ready : TaskReason.Scheduled,
        RunAt = verdict.RunAt,
    };
}
