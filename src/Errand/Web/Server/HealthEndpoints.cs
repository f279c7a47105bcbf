using System.Globalization;
using Errand.Insight.Problems;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Whether the process is there, and whether it is of use.</summary>
internal sealed class HealthEndpoints(IWatchStore store, TaskWaiters waiters, LocalRuns runs, TimeProvider time, Callers callers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestIdleWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestUnrecorded = TimeSpan.FromSeconds(15);

    /// <summary><c>GET /ping</c>, as flask-tasks has it.</summary>
    public static Task<Problem?> PingAsync(RouteRequest request) => SayAsync(request, "online");

    /// <summary><c>GET /health/live</c>: asks nothing of the store, or a lost database would get every web process restarted.</summary>
    public static Task<Problem?> LiveAsync(RouteRequest request) => SayAsync(request, "live");

    /// <summary><c>GET /health/ready</c></summary>
    public async Task<Problem?> ReadyAsync(RouteRequest request)
    {
        if (waiters.Stopping.IsCancellationRequested)
        {
            return Problems.NotReady(["The server is stopping."]);
        }

        if (await CheckAsync(request.Aborted) is not { } health)
        {
            return Problems.StoreUnavailable() with { Detail = "The store does not answer." };
        }

        IReadOnlyList<string> failing = [.. Failing(health)];
        string[] lines = [.. failing, .. Lagging(health)];
        string[] shown = lines.Length == 0 || await MayReadAsync(request) ? lines : [];
        return failing.Count == 0 ? await SayAsync(request, "ready", shown)
            : Problems.NotReady(shown.Length > 0 ? shown : ["The server is not ready; with a key that has the scope read, this says why."]);
    }

    /// <summary>Whether the caller may know more than the word.</summary>
    private async Task<bool> MayReadAsync(RouteRequest request)
    {
        try
        {
            return (await callers.FindAsync(request.Context)).By is { Scopes.CanRead: true };
        }
        catch (StoreException)
        {
            return false;
        }
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
    private async Task<HealthAnswer?> CheckAsync(CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, patience.Token);
        try
        {
            return await store.CheckHealthAsync(either.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private static async Task<Problem?> SayAsync(RouteRequest request, string status, params string[] lines)
    {
        var health = new HealthView { Status = status, Lines = lines.Length > 0 ? lines : null };
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, health, ErrandJson.Default.HealthView);
        return null;
    }
}
