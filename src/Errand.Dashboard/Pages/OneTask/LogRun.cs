namespace Errand.Dashboard.Pages.OneTask;

/// <summary>What one run of a task logged.</summary>
/// <param name="Attempt">The run.</param>
/// <param name="Lines">The oldest first.</param>
public sealed record LogRun(int Attempt, IReadOnlyList<TaskLogEntry> Lines);
