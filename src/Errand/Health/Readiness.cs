using System.Globalization;
using Errand.Insight.Problems;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;

namespace Errand.Health;

/// <summary>Tells whether this process can do its work: for probes, and for the health checks of a host.</summary>
internal sealed class Readiness(IWatchStore store, TaskWaiters waiters, LocalRuns runs, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestIdleWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestUnrecorded = TimeSpan.FromSeconds(15);

    public async Task<ReadyAnswer> CheckAsync(CancellationToken cancellationToken)
    {
        if (waiters.Stopping.IsCancellationRequested)
        {
            return new ReadyAnswer(false, ["The server is stopping."]) { IsStopping = true };
        }

        if (await AskAsync(cancellationToken) is not { } health)
        {
            return new ReadyAnswer(false, ["The store does not answer."]) { IsStoreAway = true };
        }

        IReadOnlyList<string> failing = [.. Failing(health)];
        return new ReadyAnswer(failing.Count == 0, [.. failing, .. Lagging(health)]);
    }

    /// <summary>What an operator should know although the process can serve requests.</summary>
    private static IEnumerable<string> Lagging(HealthAnswer health)
    {
        if (health.OldestExpired > JanitorLag.Longest)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Expired tasks are deleted late: the oldest one expired {health.OldestExpired?.TotalSeconds:0} s ago. "
                + $"If this grows, start another process with a janitor.");
        }
    }

    private IEnumerable<string> Failing(HealthAnswer health)
    {
        if (!health.SchemaIsCurrent)
        {
            yield return "The schema of the store is of another version than this program; update the program and start it again.";
        }

        if (!health.AcceptsWrites)
        {
            yield return "The store does not accept writes: it is read-only, or its disk is full.";
        }

        // A run that waits for another task has no slot. For other processes this is not known, and such a run counts as if it had one.
        int free = health.Slots - Math.Max(0, health.Running - runs.Waiting);
        if (health.OldestReady > LongestIdleWait && free > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Tasks are starving: the oldest ready task has waited {health.OldestReady?.TotalSeconds:0} s "
                + $"while {free} of {health.Slots} slots are free.");
        }

        if (runs.OldestUnrecorded is var oldest && oldest > LongestUnrecorded)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Finished runs are not being recorded: the oldest outcome in this process has waited {oldest.TotalSeconds:0} s for the store; the log says why.");
        }
    }

    /// <summary>Null when the store does not answer, or not soon enough for a probe that asks every few seconds.</summary>
    private async Task<HealthAnswer?> AskAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await store.CheckHealthAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (StoreException)
        {
            return null;
        }
    }
}
