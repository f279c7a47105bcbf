using System.Collections.Concurrent;

namespace Errand.Handler;

/// <summary>What a handler holds: tasks claimed and not started, runs, and runs whose outcome is not yet written down.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<RunKey, TaskRun?> _held = new();

    /// <summary>All that the handler answers for, for beats and for the comparison with the store.</summary>
    public IReadOnlyList<RunKey> Keys => [.. _held.Keys];

    public int Count => _held.Count;

    public void Claimed(RunKey key) => _held.TryAdd(key, null);

    public void Started(RunKey key, TaskRun run) => _held[key] = run;

    public void Decided(RunKey key) => _held.TryRemove(key, out _);

    public void Stop(RunKey key, StopReason reason)
    {
        if (_held.TryGetValue(key, out TaskRun? run))
        {
            run?.Stop(reason);
        }
    }

    public void StopTask(TaskId id, StopReason reason)
    {
        foreach ((RunKey key, TaskRun? run) in _held)
        {
            if (key.Id == id)
            {
                run?.Stop(reason);
            }
        }
    }

    public void ForEachRun(Action<TaskRun> action)
    {
        foreach (TaskRun? run in _held.Values)
        {
            if (run is not null)
            {
                action(run);
            }
        }
    }
}
