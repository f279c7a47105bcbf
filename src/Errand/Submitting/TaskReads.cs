namespace Errand.Submitting;

/// <summary>What can be looked up of tasks.</summary>
/// <param name="Waiters">The tasks themselves, now or when they are done.</param>
/// <param name="Results">What they returned.</param>
/// <param name="Logs">What their runs logged.</param>
internal sealed record TaskReads(TaskWaiters Waiters, TaskResults Results, TaskLogs Logs);
