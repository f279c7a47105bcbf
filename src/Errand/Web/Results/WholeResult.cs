using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Errand.Web.Results;

/// <summary>Answers a result as it is read from the store, or a range of its bytes.</summary>
internal sealed class WholeResult(IReadStore store)
{
    public async Task<Problem?> AnswerAsync(HttpContext context, TaskRecord task, ResultTerms terms)
    {
        long length = task.ResultBytes ?? 0;
        ContentCoding? coding = length > ContentCoding.MinBytes ? ContentCoding.Preferred(context.Request) : null;
        var headers = new ResultHeaders(task, terms.FormFor(task.Id), coding);
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

        if (coding is null)
        {
            headers.Begin(context.Response, length, range);
        }
        else
        {
            headers.Begin(context.Response);
        }

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
