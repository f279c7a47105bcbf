using System.Text.Json;
using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Tasks;

/// <summary><c>GET /v1/tasks/{id}/logs</c>: what the runs of a task logged, a page of it in JSON or all of it as lines of JSON.</summary>
internal sealed class LogEndpoint(TaskLogs logs)
{
    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        if (LogQuery.Read(request.Query, out TaskLogFilter filter) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        HttpContext context = request.Context;
        bool isLines = MediaTypes.PrefersNdjson(context.Request);
        TaskLogFilter first = isLines ? filter with { Limit = TaskLogs.MaxLimit } : filter;
        if (await logs.FindAsync(request.TaskId, first, request.Aborted) is not { } page)
        {
            return Problems.UnknownTask(request.TaskId.ToString());
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Append("Vary", "Accept");
        if (isLines)
        {
            await WriteLinesAsync(request, first, page);
        }
        else
        {
            await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, page, ErrandJson.Default.TaskLogPage);
        }

        return null;
    }

    /// <summary>Page by page, so that no log is whole in memory. Ends early when the task expires meanwhile.</summary>
    private async Task WriteLinesAsync(RouteRequest request, TaskLogFilter filter, TaskLogPage? page)
    {
        HttpResponse response = request.Context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypes.Ndjson;
        response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsHead(request.Context.Request.Method))
        {
            return;
        }

        while (page is not null)
        {
            using (var body = new PooledBuffer())
            {
                WriteLines(body, page);
                await response.Body.WriteAsync(body.Written, request.Aborted);
            }

            page = page.Next is { } next
                ? await logs.FindAsync(request.TaskId, filter with { After = next }, request.Aborted)
                : null;
        }
    }

    private static void WriteLines(PooledBuffer body, TaskLogPage page)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        foreach (TaskLogEntry entry in page.Items)
        {
            JsonSerializer.Serialize(json, entry, ErrandJson.Default.TaskLogEntry);
            json.Flush();
            json.Reset();
            body.GetSpan(1)[0] = (byte)'\n';
            body.Advance(1);
        }
    }
}
