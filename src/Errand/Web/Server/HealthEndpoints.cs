using Errand.Health;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Whether the process is there, and whether it is of use.</summary>
internal sealed class HealthEndpoints(Readiness readiness, Callers callers)
{
    /// <summary><c>GET /ping</c>, as flask-tasks has it.</summary>
    public static Task<Problem?> PingAsync(RouteRequest request) => SayAsync(request, "online");

    /// <summary><c>GET /health/live</c>: asks nothing of the store, or a lost database would get every web process restarted.</summary>
    public static Task<Problem?> LiveAsync(RouteRequest request) => SayAsync(request, "live");

    /// <summary><c>GET /health/ready</c></summary>
    public async Task<Problem?> ReadyAsync(RouteRequest request)
    {
        ReadyAnswer answer = await readiness.CheckAsync(request.Aborted);
        if (answer.IsStoreAway)
        {
            return Problems.StoreUnavailable() with { Detail = answer.Lines[0] };
        }

        IReadOnlyList<string> shown = answer.Lines.Count == 0 || answer.IsStopping || await MayReadAsync(request) ? answer.Lines : [];
        return answer.IsReady ? await SayAsync(request, "ready", shown)
            : Problems.NotReady(shown.Count > 0 ? shown : ["The server is not ready; with a key that has the scope read, this says why."]);
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

    private static async Task<Problem?> SayAsync(RouteRequest request, string status, params IReadOnlyList<string> lines)
    {
        var health = new HealthView { Status = status, Lines = lines.Count > 0 ? lines : null };
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, health, ErrandJson.Default.HealthView);
        return null;
    }
}
