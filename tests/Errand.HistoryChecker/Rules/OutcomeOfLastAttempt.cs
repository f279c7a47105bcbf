namespace Errand.HistoryChecker;

internal sealed class OutcomeOfLastAttempt : TaskRule
{
    public override string Name => "outcome-of-last-attempt";

    public override string Promise => "No stale run writes: the outcome is that of the last attempt, and nothing runs under a later one.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        if (task.Ended is not { } row)
        {
            yield break;
        }

        if (task.Starts.MaxBy(start => start.Run.Attempt)?.Run is { } last && last.Attempt > row.Attempt)
        {
            yield return $"{row.Outcome} by attempt {row.Attempt}, though {last.Handler} started attempt {last.Attempt}";
        }

        if (row.AttemptLog.Any(logged => logged > row.Attempt))
        {
            yield return $"{row.Outcome} by attempt {row.Attempt}, though attempt {row.AttemptLog.Max()} ended after it";
        }

        if (row.Outcome == SeenOutcome.Succeeded && row.AttemptLog.Contains(row.Attempt))
        {
            yield return $"succeeded by attempt {row.Attempt}, which the store had written off";
        }
    }
}
