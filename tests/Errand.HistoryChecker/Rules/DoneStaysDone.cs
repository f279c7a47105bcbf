namespace Errand.HistoryChecker;

internal sealed class DoneStaysDone : TaskRule
{
    public override string Name => "done-stays-done";

    public override string Promise => "A task that was seen as done stays done, with the same outcome and the same result.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        var told = new ToldBefore(task);
        foreach (Viewed? view in task.Views.OrderBy(view => view.AskedAt))
        {
            if (view.Status is SeenStatus.Waiting or SeenStatus.Running && told.Until(view.AskedAt).Done is not null)
            {
                yield return $"shown as done, and as {view.Status} when asked for at {view.AskedAt}";
            }
        }

        IEnumerable<string> endings = task.Views.Where(view => view.Status == SeenStatus.Done).Select(
            view => Ending(view.Outcome, view.ResultHash));
        if (task.Ended is { } row)
        {
            endings = endings.Append(Ending(row.Outcome, row.ResultHash));
        }

        if (task.Views.Exists(view => view.Status == SeenStatus.Done) && endings.Distinct().ToArray() is { Length: > 1 } different)
        {
            yield return $"shown and stored as {string.Join(", then as ", different)}";
        }
    }

    private static string Ending(SeenOutcome? outcome, string? resultHash) =>
        $"{outcome?.ToString() ?? "not ended"} with result {resultHash ?? "none"}";
}
