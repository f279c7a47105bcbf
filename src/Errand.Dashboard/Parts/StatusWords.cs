namespace Errand.Dashboard.Parts;

/// <summary>The state of a task, for people.</summary>
/// <param name="Kind"><c>waiting</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>: its colour and icon.</param>
/// <param name="Words">The same, and what else there is to say in a word or two.</param>
public sealed record StatusWords(string Kind, string Words)
{
    public static StatusWords Of(TaskView task) => task.Status switch
    {
        TaskState.Waiting => new("waiting", WaitingWords(task)),
        TaskState.Running => new("running", RunningWords(task)),
        _ => task.Outcome switch
        {
            OutcomeState.Succeeded => new("succeeded", "succeeded"),
            OutcomeState.Failed => new("failed", task.Attempt > 1 ? $"failed, {Amounts.Count(task.Attempt)} tries" : "failed"),
            _ => new("cancelled", "cancelled"),
        },
    };

    private static string WaitingWords(TaskView task) => task.Reason switch
    {
        TaskReason.Scheduled => "scheduled",
        TaskReason.Retry => "waiting for a retry",
        TaskReason.Paused => "paused",
        TaskReason.Limited => "limited",
        _ => "waiting",
    };

    private static string RunningWords(TaskView task) =>
        task.Reason == TaskReason.Cancelling ? "cancelling"
        : task.Progress?.Value is { } value ? $"running {Amounts.Percent(value)}"
        : "running";
}
