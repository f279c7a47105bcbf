namespace Errand.Signals;

/// <summary>Which tasks the runs of this process wait for.</summary>
internal sealed class RunWaits(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TaskId, List<Wait>> _ofRuns = [];

    /// <summary>Keeps in mind that a run waits for a task, from when it really does until the wait is over.</summary>
    /// <param name="run">The task of the run.</param>
    /// <param name="task">The task that it waits for.</param>
    /// <param name="wait">Waits, and calls what it is given, perhaps more than once, when there is really something to wait for.</param>
    /// <param name="waiting">Called then, too.</param>
    public async Task<T> RunAsync<T>(TaskId run, TaskId task, Func<Action, Task<T>> wait, Action waiting)
    {
        Wait? begun = null;
        try
        {
            return await wait(() =>
            {
                begun ??= Begin(run, task);
                waiting();
            });
        }
        finally
        {
            if (begun is not null)
            {
                End(run, begun);
            }
        }
    }

    /// <summary>Circles of waits: their tasks end only if one of these waits is abandoned. Of circles that share a task, not all are
    /// found.</summary>
    public IReadOnlyList<WaitCircle> FindCircles()
    {
        lock (_lock)
        {
            var circles = new List<WaitCircle>();
            var seen = new HashSet<TaskId>();
            foreach (TaskId start in _ofRuns.Keys)
            {
                Walk(start, seen, circles);
            }

            return circles;
        }
    }

    private Wait Begin(TaskId run, TaskId task)
    {
        var wait = new Wait(task, time.GetUtcNow());
        lock (_lock)
        {
            if (!_ofRuns.TryGetValue(run, out List<Wait>? waits))
            {
                _ofRuns.Add(run, waits = []);
            }

            waits.Add(wait);
        }

        return wait;
    }

    private void End(TaskId run, Wait wait)
    {
        lock (_lock)
        {
            List<Wait> waits = _ofRuns[run];
            waits.RemoveAll(other => ReferenceEquals(other, wait));
            if (waits.Count == 0)
            {
                _ofRuns.Remove(run);
            }
        }
    }

    /// <summary>Follows waits in depth, without a recursion, because chains of them may be long.</summary>
    private void Walk(TaskId start, HashSet<TaskId> seen, List<WaitCircle> circles)
    {
        if (!seen.Add(start))
        {
            return;
        }

        var path = new List<(TaskId Task, int Next)> { (start, 0) };
        var places = new Dictionary<TaskId, int> { [start] = 0 };
        while (path.Count > 0)
        {
            (TaskId task, int next) = path[^1];
            if (!_ofRuns.TryGetValue(task, out List<Wait>? waits) || next == waits.Count)
            {
                path.RemoveAt(path.Count - 1);
                places.Remove(task);
                continue;
            }

            path[^1] = (task, next + 1);
            TaskId awaited = waits[next].Task;
            if (places.TryGetValue(awaited, out int first))
            {
                circles.Add(CircleOf(path[first..]));
            }
            else if (seen.Add(awaited))
            {
                places.Add(awaited, path.Count);
                path.Add((awaited, 0));
            }
        }
    }

    /// <param name="path">Its tasks, each with the number of the wait that follows the one that leads on.</param>
    private WaitCircle CircleOf(List<(TaskId Task, int Next)> path) => new(
        [.. path.Select(step => step.Task)], path.Max(step => _ofRuns[step.Task][step.Next - 1].Since));

    private sealed record Wait(TaskId Task, DateTimeOffset Since);
}
