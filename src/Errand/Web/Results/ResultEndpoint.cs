using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Errand.Web.Results;

/// <summary><c>GET /v1/tasks/{id}/result</c>: the bare result, however large, as it is read from the store.</summary>
internal sealed class ResultEndpoint(IReadStore store)
{
    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        if (ResultTerms.Read(request.Query, out ResultTerms terms) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        TaskRecord? task = await store.FindAsync(request.TaskId, maxResultBytes: 0, request.Aborted);
        return task switch
        {
            null => Problems.UnknownTask(request.TaskId.ToString()),
            { Status: not TaskState.Done } => Problems.ResultNotReady(task),
            { Outcome: not OutcomeState.Succeeded } => Problems.NotSucceeded(task),
            _ => await AnswerAsync(request.Context, task, terms),
        };
    }

    private async Task<Problem?> AnswerAsync(HttpContext context, TaskRecord task, ResultTerms terms)
    {
        long length = task.ResultBytes ?? 0;
        ContentCoding? coding = length > ContentCoding.MinBytes ? ContentCoding.Preferred(context.Request) : null;
        var headers = new ResultHeaders(task, terms, coding);
        if (headers.IsKnown(context.Request))
        {
            headers.AnswerKnown(context.Response);
            return null;
        }

        ByteRange? range = null;
        if (coding is null && !ByteRange.TryRead(context.Request, headers.Tag, length, out range))
        {
            return Problems.RangeNotSatisfiable(context.Response, length);
        }

        await using Stream? result = await store.OpenResultAsync(task.Id, context.RequestAborted);
        if (result is null)
        {
            return Problems.UnknownTask(task.Id.ToString());
        }

        headers.Begin(context.Response, length, range);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await SendAsync(context, result, coding, range);
        }

        return null;
    }

    private static async Task SendAsync(HttpContext context, Stream result, ContentCoding? coding, ByteRange? range)
    {
        // From here on a failure breaks the answer off: no problem may go out under the headers of a result.
        await context.Response.StartAsync(context.RequestAborted);
        if (coding is null)
        {
            if (range is { } part)
            {
                result.Position = part.First;
            }

            await StreamCopyOperation.CopyToAsync(result, context.Response.Body, range?.Length, context.RequestAborted);
            return;
        }

        await using Stream compressed = coding.Around(context.Response.Body);
        await result.CopyToAsync(compressed, context.RequestAborted);
    }
}
