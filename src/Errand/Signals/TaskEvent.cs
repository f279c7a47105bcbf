namespace Errand.Signals;

/// <summary>One change of a task's state that this process made.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">To which task.</param>
/// <param name="Queue">Where it can be claimed, with <see cref="TaskEventKind.Ready"/>.</param>
/// <param name="DueAt">When it can next be claimed, with <see cref="TaskEventKind.Scheduled"/>.</param>
internal readonly record struct TaskEvent(TaskEventKind Kind, TaskId Id, string? Queue = null, DateTimeOffset? DueAt = null);
