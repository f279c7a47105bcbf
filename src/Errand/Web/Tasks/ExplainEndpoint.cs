using Errand.Insight;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary><c>GET /v1/tasks/{id}/explain</c>: why a task waits.</summary>
internal sealed class ExplainEndpoint(TaskExplanations explanations)
{
    public async Task<Problem?> ExplainAsync(RouteRequest request)
    {
        if (await explanations.ExplainAsync(request.TaskId, request.Aborted) is not { } explanation)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, explanation, ErrandJson.Default.TaskExplanation);
        return null;
    }
}
