namespace Errand.Results.Indexing;

/// <summary>A result: it never changes. A task that is retried gets another one.</summary>
internal readonly record struct ResultKey(TaskId Task, int Attempt);
