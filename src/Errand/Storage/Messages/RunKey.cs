namespace Errand.Storage.Messages;

/// <summary>Names one run: a task and its attempt. The row of <c>lease</c> with this key is the fence.</summary>
internal readonly record struct RunKey(TaskId Id, int Attempt);
