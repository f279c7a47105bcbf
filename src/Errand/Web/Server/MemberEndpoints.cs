using Errand.Storage;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Who works on the tasks: the live handlers and janitors of all processes.</summary>
internal sealed class MemberEndpoints(IMemberStore store)
{
    /// <summary>A handler may run thousands of tasks: only the first are listed, and <c>runningCount</c> says how many there are.</summary>
    private const int MaxRunning = 1000;

    /// <summary><c>GET /v1/handlers</c></summary>
    public Task<Problem?> HandlersAsync(RouteRequest request) => ListAsync(request, "handler");

    /// <summary><c>GET /v1/janitors</c></summary>
    public Task<Problem?> JanitorsAsync(RouteRequest request) => ListAsync(request, "janitor");

    private async Task<Problem?> ListAsync(RouteRequest request, string role)
    {
        IReadOnlyList<LiveMember> members = await store.ListMembersAsync(request.Aborted);
        var views = new ItemList<MemberView>([.. members.Where(member => member.Entry.Role == role).Select(ViewOf)]);
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, views, ErrandJson.Default.ItemListMemberView);
        return null;
    }

    private static MemberView ViewOf(LiveMember member) => new()
    {
        Id = member.Entry.Id.ToString(),
        Role = member.Entry.Role,
        Host = member.Entry.Host,
        Pid = member.Entry.Pid,
        Version = member.Entry.Version,
        Slots = member.Entry.Slots,
        RunningCount = member.Running.Count,
        Running = [.. member.Running.Take(MaxRunning).Select(id => id.Value)],
        StartedAt = member.Entry.StartedAt,
        LastHeartbeatAt = member.LastBeatAt,
    };
}
