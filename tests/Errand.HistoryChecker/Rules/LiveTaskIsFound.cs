namespace Errand.HistoryChecker;

internal sealed class LiveTaskIsFound : TaskRule
{
    public override string Name => "live-task-is-found";

    public override string Promise => "Every request for an accepted task finds it, even while it moves from place to place.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        // A task that the store lost completely breaks another rule.
        if (task.Stored.Count == 0 || task.Accepted.Count == 0)
        {
            yield break;
        }

        long known = task.Accepted.Min(accepted => accepted.At);
        foreach (Viewed? view in task.Views.Where(view => view.Status == SeenStatus.Absent && view.AskedAt > known))
        {
            yield return $"accepted at {known}, and not found when asked for at {view.AskedAt}";
        }
    }
}
