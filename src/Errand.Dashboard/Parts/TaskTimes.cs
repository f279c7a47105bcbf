namespace Errand.Dashboard.Parts;

/// <summary>A time that passed, passes, or is to come.</summary>
/// <param name="Passed">How long it took; null if it is not over.</param>
/// <param name="Since">Since when it passes.</param>
/// <param name="Until">When it ends.</param>
public sealed record TaskTimes(TimeSpan? Passed, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private static readonly TaskTimes None = new(null, null, null);

    /// <summary>From the submission to the last start; for a task that waits for an instant, until then.</summary>
    public static TaskTimes WaitOf(TaskView task) =>
        task is { Status: TaskState.Waiting, RunAt: { } at } ? None with { Until = at }
        : task.Status == TaskState.Waiting ? None with { Since = task.CreatedAt }
        : (task.StartedAt ?? task.FinishedAt) is { } end ? None with { Passed = end - task.CreatedAt }
        : None;

    /// <summary>Of the last run.</summary>
    public static TaskTimes RunOf(TaskView task) => task switch
    {
        { Status: TaskState.Running, StartedAt: { } start } => None with { Since = start },
        { Status: TaskState.Done, StartedAt: { } start, FinishedAt: { } end } => None with { Passed = end - start },
        _ => None,
    };
}
