namespace Errand.HistoryChecker;

internal sealed class AttemptRunsOnce : TaskRule
{
    public override string Name => "attempt-runs-once";

    public override string Promise => "No two runs of a task have the same attempt: it is a fence.";

    protected override IEnumerable<string> Evidence(TaskHistory task) =>
        from start in task.Starts
        group start.Run by start.Run.Attempt into runs
        where runs.Count() > 1
        select $"attempt {runs.Key} was started by {string.Join(" and ", runs.Select(run => $"{run.Handler} (pid {run.Pid})"))}";
}
