using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>Changes a submitted task: cancels it, deletes it.</summary>
internal sealed class ControlEndpoints(TaskControl control, IReadStore store, IOptions<WebOptions> options)
{
    /// <summary><c>POST /v1/tasks/{id}/cancel</c></summary>
    public async Task<Problem?> CancelAsync(RouteRequest request)
    {
        CancelVerdict verdict = await control.CancelAsync(request.TaskId);
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

    /// <summary><c>DELETE /v1/tasks/{id}</c></summary>
    public async Task<Problem?> DeleteAsync(RouteRequest request)
    {
        if (ProblemOf(await control.DeleteAsync(request.TaskId), request.TaskId) is { } problem)
        {
            return problem;
        }

        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private static Problem? ProblemOf(TaskChange change, TaskId id) => change switch
    {
        TaskChange.UnknownTask => Problems.UnknownTask(id.ToString()),
        TaskChange.NotFinished => Problems.NotFinished(id),
        _ => null,
    };

    private string BaseUrl(RouteRequest request) => TaskUrl.Base(request.Context, options.Value);
}
