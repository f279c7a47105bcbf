using Errand.Insight;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Who works on the tasks: the handlers and janitors of all processes.</summary>
internal sealed class MemberEndpoints(Members members)
{
    /// <summary><c>GET /v1/handlers</c></summary>
    public Task<Problem?> HandlersAsync(RouteRequest request) => ListAsync(request, Members.Handler);

    /// <summary><c>GET /v1/janitors</c></summary>
    public Task<Problem?> JanitorsAsync(RouteRequest request) => ListAsync(request, Members.Janitor);

    private async Task<Problem?> ListAsync(RouteRequest request, string role)
    {
        if (MemberQuery.Read(request.Query, out bool withGone) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        var views = new ItemList<MemberView>(await members.ListAsync(role, withGone, request.Aborted));
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, views, ErrandJson.Default.ItemListMemberView);
        return null;
    }
}
