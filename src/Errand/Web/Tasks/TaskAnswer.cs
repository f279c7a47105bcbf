using Errand.Storage.Messages;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary>Answers a task, whole or as little of it as the client wants.</summary>
internal static class TaskAnswer
{
    /// <summary>The answer to a submit or a cancel.</summary>
    public static async Task WriteAsync(HttpContext context, int status, TaskRecord task, Preferences preferences, string baseUrl)
    {
        using PooledBuffer body = BodyOf(task, preferences, baseUrl);
        preferences.Acknowledge(context.Response);
        await JsonAnswer.WriteAsync(context, status, body);
    }

    /// <summary>The answer to a view: nothing but 304 when the client has the same answer already.</summary>
    public static async Task WriteUnlessKnownAsync(HttpContext context, TaskRecord task, Preferences preferences, string baseUrl)
    {
        HttpResponse response = context.Response;
        using PooledBuffer body = BodyOf(task, preferences, baseUrl);
        string tag = EntityTag.Of(body.Written.Span);
        preferences.Acknowledge(response);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "no-cache"; // It may change at any time: ask again, cheaply.
        response.Headers.Append("Vary", "Prefer");
        if (EntityTag.IsKnown(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, body);
    }

    private static PooledBuffer BodyOf(TaskRecord task, Preferences preferences, string baseUrl)
    {
        var body = new PooledBuffer();
        if (preferences.Minimal)
        {
            TaskViewWriter.WriteMinimal(body, task);
        }
        else
        {
            TaskViewWriter.Write(body, task, baseUrl);
        }

        return body;
    }
}
