namespace Errand;

/// <summary>One change of a task's state that this process made.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">To which task.</param>
/// <param name="Queue">Where it can be claimed, with <see cref="TaskEventKind.Ready"/>.</param>
/// <param name="DueAt">When it can next be claimed, with <see cref="TaskEventKind.Scheduled"/>.</param>
internal readonly record struct TaskEvent(TaskEventKind Kind, TaskId Id, string? Queue = null, DateTimeOffset? DueAt = null);

internal enum TaskEventKind
{
    /// <summary>It can be claimed: submitted, handed back, promoted or rescued.</summary>
    Ready,

    /// <summary>It waits for an instant: submitted for later, or to be tried again.</summary>
    Scheduled,

    /// <summary>A run began.</summary>
    Started,

    /// <summary>A run reported progress or log lines.</summary>
    Reported,

    /// <summary>A running task was cancelled: its handler must tell it.</summary>
    CancelRequested,

    /// <summary>It is done.</summary>
    Done,
}
