using Errand.Insight;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What is in the queues, and whether its tasks may start.</summary>
internal sealed class QueueEndpoints(TaskQueues queues)
{
    /// <summary><c>GET /v1/queues</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        var views = new ItemList<QueueView>(await queues.ListAsync(request.Aborted));
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, views, ErrandJson.Default.ItemListQueueView);
        return null;
    }

    /// <summary><c>GET /v1/queues/{queue}</c></summary>
    public Task<Problem?> ViewAsync(RouteRequest request) => AnswerAsync(request, name => queues.FindAsync(name, request.Aborted));

    /// <summary><c>POST /v1/queues/{queue}/pause</c></summary>
    public Task<Problem?> PauseAsync(RouteRequest request) => AnswerAsync(request, name => queues.PauseAsync(name, request.Actor));

    /// <summary><c>POST /v1/queues/{queue}/resume</c></summary>
    public Task<Problem?> ResumeAsync(RouteRequest request) => AnswerAsync(request, name => queues.ResumeAsync(name, request.Actor));

    private async Task<Problem?> AnswerAsync(RouteRequest request, Func<string, Task<QueueView?>> ask)
    {
        string name = RouteValue.Queue(request.Context);
        // No other name can be that of a queue, and a store could not even look for some of them.
        if (!NameRule.Holds(name) || await ask(name) is not { } queue)
        {
            return Problems.UnknownQueue(name, await queues.NamesAsync(request.Aborted));
        }

        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, queue, ErrandJson.Default.QueueView);
        return null;
    }
}
