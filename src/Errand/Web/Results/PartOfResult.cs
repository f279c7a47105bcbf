using System.IO.Pipelines;
using Errand.Results;
using Errand.Results.Reading;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Results;

/// <summary>Answers a part of a result, or a result in another form, as a pass over it finds it.</summary>
internal sealed class PartOfResult(IReadStore store, ResultPasses passes)
{
    public async Task<Problem?> AnswerAsync(HttpContext context, TaskRecord task, ResultTerms terms)
    {
        // Whether it is large enough to be compressed only the pass will show; a client that has either form has the answer.
        var coding = ContentCoding.Preferred(context.Request);
        var small = new ResultHeaders(task, terms, coding: null);
        var large = new ResultHeaders(task, terms, coding);
        if (large.IsKnown(context.Request) || small.IsKnown(context.Request))
        {
            (large.IsKnown(context.Request) ? large : small).AnswerKnown(context.Response);
            return null;
        }

        if (await store.OpenResultAsync(task.Id, context.RequestAborted) is not { } result)
        {
            return Problems.UnknownTask(task.Id.ToString());
        }

        (ResultPass? pass, ResultRefusal? refusal) =
            await passes.OpenAsync(result, terms.Query, ResultPasses.MostOpen, context.RequestAborted);
        if (pass is null)
        {
            return Problems.OfResult(refusal!);
        }

        await using (pass)
        {
            ReadResult first = await pass.Output.ReadAtLeastAsync(ContentCoding.MinBytes + 1, context.RequestAborted);
            long length = first.Buffer.Length;
            pass.Output.AdvanceTo(first.Buffer.Start);
            await (first.IsCompleted && length <= ContentCoding.MinBytes
                ? SendSmallAsync(context, pass, small, length)
                : SendAsync(context, pass, large, coding));
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
