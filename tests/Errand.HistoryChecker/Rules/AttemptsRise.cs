namespace Errand.HistoryChecker;

internal sealed class AttemptsRise : TaskRule
{
    public override string Name => "attempts-rise";

    public override string Promise => "The attempt of a task only increases, for its handlers, its readers and its log.";

    protected override IEnumerable<string> Evidence(TaskHistory task)
    {
        // Per handler process: a process that was stopped between claim and start may start a run late.
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

    /// <param name="mayRepeat">Whether equal attempts are allowed: two runs of one attempt break another rule, but logging an attempt twice
    /// breaks this one.</param>
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
