namespace Errand.Storage.Control;

/// <summary>What a request to run a task again did.</summary>
/// <param name="Change">What became of the request.</param>
/// <param name="Queue">Where the task can be claimed now; null when nothing was changed.</param>
internal readonly record struct RetryAnswer(TaskChange Change, string? Queue = null);
