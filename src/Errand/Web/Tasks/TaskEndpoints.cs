using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>A submitted task as its client sees it: looked at and cancelled.</summary>
internal sealed class TaskEndpoints(TaskWaiters waiters, TaskCancellation cancellation, IReadStore store, IOptions<WebOptions> options)
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

    /// <summary><c>POST /v1/tasks/{id}/cancel</c></summary>
    public async Task<Problem?> CancelAsync(RouteRequest request)
    {
        CancelVerdict verdict = await cancellation.CancelAsync(request.TaskId);
        TaskRecord? task = verdict == CancelVerdict.Unknown
            ? null
            : await store.FindAsync(request.TaskId, TaskLimits.MaxInlineResultBytes, request.Aborted);
        if (task is null)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        int status = task.Status == TaskState.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await TaskAnswer.WriteAsync(request.Context, status, task, request.Preferences, BaseUrl(request));
        return null;
    }

    private string BaseUrl(RouteRequest request) => TaskUrl.Base(request.Context, options.Value);
}
