using Errand.Control;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>Changes a submitted task: cancels it, runs it again, keeps it, deletes it.</summary>
internal sealed class ControlEndpoints(TaskControl control, IReadStore store, IOptions<WebOptions> options)
{
    /// <summary><c>POST /v1/tasks/{id}/cancel</c></summary>
    public async Task<Problem?> CancelAsync(RouteRequest request) =>
        await control.CancelAsync(request.TaskId, request.Actor) == CancelVerdict.Unknown
            ? Problems.UnknownTask(request.TaskId.ToString())
            : await AnswerTaskAsync(
                request, task => task.Status == TaskState.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);

    /// <summary><c>POST /v1/tasks/{id}/retry</c></summary>
    public async Task<Problem?> RetryAsync(RouteRequest request) =>
        ProblemOf(await control.RetryAsync(request.TaskId, request.Actor), request.TaskId)
        ?? await AnswerTaskAsync(request, _ => StatusCodes.Status202Accepted);

    /// <summary><c>PUT /v1/tasks/{id}/keep</c></summary>
    public async Task<Problem?> KeepAsync(RouteRequest request)
    {
        if (KeepReader.Read(request.Body, out KeepRequest keep) is { } refused)
        {
            return refused;
        }

        return await control.KeepAsync(request.TaskId, keep) switch
        {
            KeepVerdict.Kept => await AnswerTaskAsync(request, _ => StatusCodes.Status200OK),
            KeepVerdict.TooEarly => Problems.Invalid([KeepRules.TooEarly("#")]),
            _ => Problems.UnknownTask(request.TaskId.ToString()),
        };
    }

    /// <summary><c>DELETE /v1/tasks/{id}/keep</c></summary>
    public async Task<Problem?> ReleaseAsync(RouteRequest request) =>
        await control.ReleaseAsync(request.TaskId) ? NoContent(request) : Problems.UnknownTask(request.TaskId.ToString());

    /// <summary><c>DELETE /v1/tasks/{id}</c></summary>
    public async Task<Problem?> DeleteAsync(RouteRequest request) =>
        ProblemOf(await control.DeleteAsync(request.TaskId, request.Actor), request.TaskId) ?? NoContent(request);

    private static Problem? NoContent(RouteRequest request)
    {
        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    /// <summary>Answers the task as it is now; it may have gone meanwhile.</summary>
    private async Task<Problem?> AnswerTaskAsync(RouteRequest request, Func<TaskRecord, int> statusOf)
    {
        if (await store.FindAsync(request.TaskId, TaskLimits.MaxInlineResultBytes, request.Aborted) is not { } task)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        string baseUrl = TaskUrl.Base(request.Context, options.Value);
        await TaskAnswer.WriteAsync(request.Context, statusOf(task), task, request.Preferences, baseUrl);
        return null;
    }

    private static Problem? ProblemOf(TaskChange change, TaskId id) => change switch
    {
        TaskChange.UnknownTask => Problems.UnknownTask(id.ToString()),
        TaskChange.NotFinished => Problems.NotFinished(id),
        TaskChange.Succeeded => Problems.AlreadySucceeded(id),
        _ => null,
    };
}
