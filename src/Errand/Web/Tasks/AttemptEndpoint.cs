using Errand.Storage;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary><c>GET /v1/tasks/{id}/attempts</c>: each wait and each run of a task.</summary>
internal sealed class AttemptEndpoint(IViewStore store)
{
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        if (await store.FindAttemptsAsync(request.TaskId, request.Aborted) is not { } attempts)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(
            request.Context, StatusCodes.Status200OK, new ItemList<TaskAttempt>(attempts), ErrandJson.Default.ItemListTaskAttempt);
        return null;
    }
}
