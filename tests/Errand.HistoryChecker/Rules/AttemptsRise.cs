namespace Errand.HistoryChecker;

internal sealed class AttemptsRise : TaskRule
{
    public override string Name => "attempts-rise";

    public override string Promise => "The attempt of a task only grows, for whoever looks: its handlers, its readers, its log.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        // By handler process: across processes one that was stopped between claim and start may rightly start late.
        foreach (IGrouping<string, SeenStart> handler in task.Starts.GroupBy(start => start.Source))
        {
            if (Fall(handler.Select(start => start.Run.Attempt), mayRepeat: true) is { } start)
            {
                yield return $"{handler.Key} started {start}";
            }
        }

        foreach (StoredTask row in task.Stored)
        {
            if (Fall(row.AttemptLog, mayRepeat: false) is { } logged)
            {
                yield return $"the store logged {logged}";
            }
        }

        if (FirstFallInViews(task) is { } seen)
        {
            yield return seen;
        }
    }

    /// <param name="mayRepeat">Two runs of one attempt break another rule; to log one twice breaks this one.</param>
    private static string? Fall(IEnumerable<int> attempts, bool mayRepeat)
    {
        int last = 0;
        foreach (int attempt in attempts)
        {
            if (attempt < last || (attempt == last && !mayRepeat))
            {
                return $"attempt {attempt} after attempt {last}";
            }

            last = attempt;
        }

        return null;
    }

    private static string? FirstFallInViews(TaskHistory task)
    {
        var told = new ToldBefore(task);
        foreach (Viewed? view in task.Views.Where(view => view.Status != SeenStatus.Absent).OrderBy(view => view.AskedAt))
        {
            int highest = told.Until(view.AskedAt).HighestAttempt;
            if (view.Attempt < highest)
            {
                return $"shown at attempt {highest}, and at attempt {view.Attempt} when asked for at {view.AskedAt}";
            }
        }

        return null;
    }
}
