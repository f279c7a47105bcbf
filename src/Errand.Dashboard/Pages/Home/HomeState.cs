using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>What the first page says when there is no problem.</summary>
/// <param name="Failures">How many tasks ended in a failure within the last hour; one that is retried counts each time.</param>
/// <param name="HasWaiting">Whether tasks wait, be it for an instant that is to come.</param>
/// <param name="OldestReadyAt">Since when the oldest task could have started that has not; null when there is none.</param>
public sealed record HomeState(long Failures, bool HasWaiting, DateTimeOffset? OldestReadyAt)
{
    /// <summary>How failures and ends are counted, for who compares them with the list of tasks.</summary>
    public const string Counting = "A task that is retried counts each time it ends";

    public static HomeState Of(ServerStats stats) => new(
        stats.Finished.Hour.Failed,
        stats.Waiting.Ready + stats.Waiting.Scheduled + stats.Waiting.Retry > 0,
        stats.OldestReadyAt);

    /// <summary>No problem is not the same as no failure: functions may fail while the server is well.</summary>
    public bool IsAllWell => Failures == 0;

    public string Sentence => IsAllWell ? "Nothing is wrong." : "No problem with queues, handlers or the store.";

    /// <summary><c>3 failures in the last hour</c></summary>
    public string FailureWords => $"{Amounts.Count(Failures)} {(Failures == 1 ? "failure" : "failures")} in the last hour";

    /// <summary>What there is to say of waiting tasks when none can start.</summary>
    public string WaitingWords => HasWaiting ? "All tasks that wait are to start later." : "No task waits.";
}
