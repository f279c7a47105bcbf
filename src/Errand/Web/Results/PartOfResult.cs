using System.IO.Pipelines;
using Errand.Results;
using Errand.Results.Reading;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Results;

/// <summary>Answers what a pass over a result finds: a part of it, the result in another form, a look at it.</summary>
internal sealed class PartOfResult(IReadStore store, ResultPasses passes)
{
    /// <param name="context">The request.</param>
    /// <param name="task">It has succeeded.</param>
    /// <param name="form">What the answer is.</param>
    /// <param name="write">Writes the answer from the result, or returns why there is none.</param>
    public async Task<Problem?> AnswerAsync(
        HttpContext context, TaskRecord task, AnswerForm form,
        Func<Stream, PipeWriter, CancellationToken, Task<ResultRefusal?>> write)
    {
        // Whether it is large enough to be compressed only the pass will show; a client that has either form has the answer.
        var coding = ContentCoding.Preferred(context.Request);
        var small = new ResultHeaders(task, form, coding: null);
        var large = new ResultHeaders(task, form, coding);
        if (large.IsNamed(context.Request) || small.IsNamed(context.Request))
        {
            (large.IsNamed(context.Request) ? large : small).AnswerKnown(context.Response);
            return null;
        }

        if (await store.OpenResultAsync(task.Id, context.RequestAborted) is not { } result)
        {
            return Problems.UnknownTask(task.Id.ToString());
        }

        (ResultPass? pass, ResultRefusal? refusal) = await passes.OpenAsync(
            result, (output, stop) => write(result, output, stop), PassPatience.OfServer, context.RequestAborted);
        if (pass is null)
        {
            return Problems.OfResult(refusal!);
        }

        await using (pass)
        {
            ReadResult first = await pass.Output.ReadAtLeastAsync(ContentCoding.MinBytes + 1, context.RequestAborted);
            long length = first.Buffer.Length;
            pass.Output.AdvanceTo(first.Buffer.Start);
            bool isSmall = first.IsCompleted && length <= ContentCoding.MinBytes;
            if (EntityTag.IsAny(context.Request))
            {
                // Only now is it known that there is an answer.
                (isSmall ? small : large).AnswerKnown(context.Response);
                return null;
            }

            await (isSmall ? SendSmallAsync(context, pass, small, length) : SendAsync(context, pass, large, coding));
        }

        return null;
    }

    private static async Task SendSmallAsync(HttpContext context, ResultPass pass, ResultHeaders headers, long length)
    {
        headers.Begin(context.Response);
        context.Response.ContentLength = length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await pass.Output.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static async Task SendAsync(HttpContext context, ResultPass pass, ResultHeaders headers, ContentCoding? coding)
    {
        headers.Begin(context.Response);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        // From here on a failure breaks the answer off: no problem may go out under the headers of a result.
        await context.Response.StartAsync(context.RequestAborted);
        if (coding is null)
        {
            await pass.Output.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        await using Stream compressed = coding.Around(context.Response.Body);
        await pass.Output.CopyToAsync(compressed, context.RequestAborted);
    }
}
