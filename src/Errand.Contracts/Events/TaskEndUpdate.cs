namespace Errand;

/// <summary>The task is done, or gone. Nothing follows.</summary>
/// <param name="Task">The whole task; null if it was deleted, has expired, or never existed.</param>
public sealed record TaskEndUpdate(TaskView? Task) : TaskUpdate;
