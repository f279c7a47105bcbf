using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>Shows a submitted task.</summary>
internal sealed class TaskEndpoints(TaskWaiters waiters, IOptions<WebOptions> options)
{
    /// <summary><c>GET /v1/tasks/{id}</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        TaskRecord? task = await waiters.FindAsync(
            request.TaskId, TaskLimits.MaxInlineResultBytes, request.Preferences.WaitTime, request.Aborted);
        if (task is null)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        await TaskAnswer.WriteUnlessKnownAsync(request.Context, task, request.Preferences, BaseUrl(request));
        return null;
    }

    private string BaseUrl(RouteRequest request) => TaskUrl.Base(request.Context, options.Value);
}
