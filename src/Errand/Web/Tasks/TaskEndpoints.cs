using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>Shows a submitted task, and its result alone.</summary>
internal sealed class TaskEndpoints(TaskWaiters waiters, IReadStore store, IOptions<WebOptions> options)
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

    /// <summary><c>GET /v1/tasks/{id}/result</c>: the bare result, however large, as it is read from the store.</summary>
    public async Task<Problem?> ResultAsync(RouteRequest request)
    {
        TaskRecord? task = await store.FindAsync(request.TaskId, maxResultBytes: 0, request.Aborted);
        return task switch
        {
            null => Problems.UnknownTask(request.TaskId.ToString()),
            { Status: not TaskState.Done } => Problems.ResultNotReady(task),
            { Outcome: not OutcomeState.Succeeded } => Problems.NotSucceeded(task),
            _ => await ResultAnswer.WriteAsync(request.Context, store, task, default, default)
                ? null
                : Problems.UnknownTask(request.TaskId.ToString()),
        };
    }

    private string BaseUrl(RouteRequest request) => TaskUrl.Base(request.Context, options.Value);
}
