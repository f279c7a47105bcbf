using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>Attempts of a task, for people.</summary>
internal static class AttemptWords
{
    /// <summary>The colour and icon of the state that it ended in.</summary>
    public static string KindOf(TaskAttempt attempt) => attempt.End switch
    {
        null => "waiting",
        TaskAttemptEnd.Running => "running",
        TaskAttemptEnd.Succeeded => "succeeded",
        TaskAttemptEnd.Failed or TaskAttemptEnd.Retried or TaskAttemptEnd.Lost => "failed",
        _ => "cancelled",
    };

    public static string EndOf(TaskAttempt attempt) => attempt.End switch
    {
        null => "waits",
        TaskAttemptEnd.Running => "runs",
        TaskAttemptEnd.Succeeded => "succeeded",
        TaskAttemptEnd.Failed or TaskAttemptEnd.Retried => attempt.Error?.Kind == TaskErrorKind.Timeout ? "timed out" : "failed",
        TaskAttemptEnd.Lost => "was lost",
        TaskAttemptEnd.HandedBack => "was handed back",
        TaskAttemptEnd.Cancelled => "was cancelled",
        _ => "ended",
    };

    /// <summary>The machine and process, or the handler's id once the server has forgotten these.</summary>
    public static string HandlerOf(TaskAttempt attempt) =>
        attempt.Host is { } host ? VisibleText.Of($"{host}/{attempt.Pid}") : attempt.Handler ?? "";

    public static TimeSpan? WaitOf(TaskAttempt attempt) => (attempt.StartedAt ?? attempt.EndedAt) - attempt.WaitedFrom;

    public static TimeSpan? RunOf(TaskAttempt attempt) => attempt.EndedAt - attempt.StartedAt;
}
