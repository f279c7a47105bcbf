namespace Errand.Storage.Messages;

/// <summary>One run of one task: the fence.</summary>
internal readonly record struct RunKey(TaskId Id, int Attempt);
