namespace Errand.HistoryChecker;

internal sealed class StartsAreBounded : TaskRule
{
    public override string Name => "starts-are-bounded";

    public override string Promise => "A task is started at most once per try, and once more for each try that was given back.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        if (task.Row is { } row && task.Starts.Count > row.MaxAttempts + row.HandBacks)
        {
            yield return $"started {task.Starts.Count} times with {row.MaxAttempts} tries and {row.HandBacks} given back";
        }
    }
}
