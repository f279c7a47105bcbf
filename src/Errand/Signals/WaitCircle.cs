namespace Errand.Signals;

/// <summary>Tasks that wait for each other: the run of each for the next one, and that of the last for the first.</summary>
/// <param name="Tasks">The tasks, in this order; one that waits for itself is alone.</param>
/// <param name="Since">When the last of these waits began.</param>
internal sealed record WaitCircle(IReadOnlyList<TaskId> Tasks, DateTimeOffset Since);
