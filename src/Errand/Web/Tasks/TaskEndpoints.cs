using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.Tasks;

/// <summary>A submitted task as its client sees it: looked at, its result fetched, cancelled.</summary>
/// <remarks>Each route answers for itself and returns null, or returns the problem that is to be answered.</remarks>
internal sealed class TaskEndpoints(TaskWaiters waiters, TaskCancellation cancellation, IReadStore store, IOptions<WebOptions> options)
{
    /// <summary><c>GET /v1/tasks/{id}</c></summary>
    public async Task<Problem?> ViewAsync(HttpContext context)
    {
        if (Refuse(context, out TaskId id) is { } refused)
        {
            return refused;
        }

        Preferences preferences = default;
        if ((QueryRules.OnlyWait(context.Request, out string? wait) ?? Preferences.Read(
            context.Request, wait, out preferences)) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        TaskRecord? task = await waiters.FindAsync(id, TaskLimits.MaxInlineResultBytes, preferences.WaitTime, context.RequestAborted);
        if (task is null)
        {
            return Problems.UnknownTask(id.ToString());
        }

        await TaskAnswer.WriteUnlessKnownAsync(context, task, preferences, BaseUrl(context));
        return null;
    }

    /// <summary><c>GET /v1/tasks/{id}/result</c>: the bare result, however large, as it is read from the store.</summary>
    public async Task<Problem?> ResultAsync(HttpContext context)
    {
        if (Refuse(context, out TaskId id) is { } refused)
        {
            return refused;
        }

        if (QueryRules.Nothing(context.Request) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        TaskRecord? task = await store.FindAsync(id, maxResultBytes: 0, context.RequestAborted);
        return task switch
        {
            null => Problems.UnknownTask(id.ToString()),
            { Status: not TaskState.Done } => Problems.ResultNotReady(task),
            { Outcome: not OutcomeState.Succeeded } => Problems.NotSucceeded(task),
            _ => await ResultAnswer.WriteAsync(context, store, task, default, default) ? null : Problems.UnknownTask(id.ToString()),
        };
    }

    /// <summary><c>POST /v1/tasks/{id}/cancel</c></summary>
    public async Task<Problem?> CancelAsync(HttpContext context)
    {
        if (Refuse(context, out TaskId id) is { } refused)
        {
            return refused;
        }

        // A form of another site's can post here without being asked, but not as JSON.
        if (context.Request.ContentType is not null && !MediaTypes.IsJson(context.Request))
        {
            return Problems.NotJson();
        }

        Preferences preferences = default;
        if ((QueryRules.Nothing(context.Request) ?? Preferences.Read(context.Request, null, out preferences)) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        CancelVerdict verdict = await cancellation.CancelAsync(id);
        TaskRecord? task = verdict == CancelVerdict.Unknown
            ? null
            : await store.FindAsync(id, TaskLimits.MaxInlineResultBytes, context.RequestAborted);
        if (task is null)
        {
            return Problems.UnknownTask(id.ToString());
        }

        int status = task.Status == TaskState.Done ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await TaskAnswer.WriteAsync(context, status, task, preferences with { Wait = null }, BaseUrl(context));
        return null;
    }

    private static Problem? Refuse(HttpContext context, out TaskId id)
    {
        string text = RouteValue.Id(context);
        return !TaskIdText.TryParse(text, out id) ? Problems.UnknownTask(text)
            : !MediaTypes.AcceptsJson(context.Request) ? Problems.NotAcceptable()
            : null;
    }

    private string BaseUrl(HttpContext context) => TaskUrl.Base(context, options.Value);
}
