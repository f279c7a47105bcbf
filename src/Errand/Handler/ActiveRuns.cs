using System.Collections.Concurrent;

namespace Errand.Handler;

/// <summary>What a handler holds: tasks claimed and not started, runs, and runs whose outcome is not yet written down.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<RunKey, (TaskClaim Claim, TaskRun? Run)> _held = new();

    /// <summary>All that the handler answers for, for beats and for the comparison with the store.</summary>
    public IReadOnlyList<RunKey> Keys => [.. _held.Keys];

    public int Count => _held.Count;

    public void Claimed(TaskClaim claim) => _held[KeyOf(claim)] = (claim, null);

    public void Started(TaskRun run) => _held[KeyOf(run.Claim)] = (run.Claim, run);

    /// <summary>The store gave its verdict: the handler answers for it no more. Returns what it was, or null when it was not held.</summary>
    public TaskClaim? Decided(RunKey key) => _held.TryRemove(key, out (TaskClaim Claim, TaskRun? Run) held) ? held.Claim : null;

    public void Stop(RunKey key, StopReason reason)
    {
        if (_held.TryGetValue(key, out (TaskClaim Claim, TaskRun? Run) held))
        {
            held.Run?.Stop(reason);
        }
    }

    public void StopTask(TaskId id, StopReason reason) => ForEachRun(run =>
    {
        if (run.Claim.Id == id)
        {
            run.Stop(reason);
        }
    });

    public void ForEachRun(Action<TaskRun> action)
    {
        foreach ((TaskClaim _, TaskRun? run) in _held.Values)
        {
            if (run is not null)
            {
                action(run);
            }
        }
    }

    private static RunKey KeyOf(TaskClaim claim) => new(claim.Id, claim.Attempt);
}
