using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary>Streams a stored result, so that no result is ever whole in memory; what stands around it comes from the caller.</summary>
internal static class ResultAnswer
{
    /// <summary>False, and nothing was answered, when the result is gone.</summary>
    public static async Task<bool> WriteAsync(
        HttpContext context, IReadStore store, TaskRecord task, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        CancellationToken aborted = context.RequestAborted;
        await using Stream? result = await store.OpenResultAsync(task.Id, aborted);
        if (result is null)
        {
            return false;
        }

        JsonAnswer.Begin(
            context.Response, StatusCodes.Status200OK, before.Length + (task.ResultBytes ?? 0) + after.Length, MediaTypes.Json);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(before, aborted);
            await result.CopyToAsync(context.Response.Body, aborted);
            await context.Response.Body.WriteAsync(after, aborted);
        }

        return true;
    }
}
