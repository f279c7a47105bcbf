using Errand.Insight.Problems;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary><c>GET /v1/problems</c>: what is wrong.</summary>
internal sealed class ProblemEndpoint(ProblemList problems)
{
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        var found = new ItemList<ServerProblem>(await problems.ListAsync(request.Aborted));
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, found, ErrandJson.Default.ItemListServerProblem);
        return null;
    }
}
