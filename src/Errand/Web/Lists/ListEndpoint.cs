using System.Text.Json;
using Errand.Lists;
using Errand.Storage.Messages;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Errand.Web.Lists;

/// <summary><c>GET /v1/tasks</c>: tasks, newest first, a page at a time.</summary>
internal sealed class ListEndpoint(TaskLists lists, IOptions<WebOptions> options)
{
    private static readonly JsonEncodedText SearchedTo = JsonEncodedText.Encode("searchedTo");

    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        if (ListQuery.Read(request.Query, out ListRequest list, out ViewFields fields) is { } problem)
        {
            return problem;
        }

        if (await lists.ListAsync(list, request.By, request.Aborted) is not { } page)
        {
            return Problems.Malformed(new Malformed("cursor was changed or belongs to other filters."));
        }

        HttpContext context = request.Context;
        string baseUrl = TaskUrl.Base(context, options.Value);
        context.Response.Headers.CacheControl = "no-store";
        if (page.Next is { } next)
        {
            context.Response.Headers.Link = $"<{NextUrl(context.Request, baseUrl, next)}>; rel=\"next\"";
        }

        using var body = new PooledBuffer();
        Write(body, page, fields, baseUrl);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, body);
        return null;
    }

    private static void Write(PooledBuffer body, ListAnswer page, ViewFields fields, string baseUrl)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (TaskRecord task in page.Tasks)
        {
            TaskViewWriter.Write(json, task, baseUrl, fields);
        }

        json.WriteEndArray();
        if (page.Next is { } next)
        {
            json.WriteString("next"u8, next);
        }

        Instants.Write(json, SearchedTo, page.SearchedTo);
        if (page.Count is { } count)
        {
            json.WriteStartObject("count"u8);
            json.WriteNumber("value"u8, count.Value);
            json.WriteBoolean("exact"u8, count.Exact);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The same query with another cursor. Names stay as written: for the framework's own reader <c>args.N</c> is
    /// <c>args.n</c>.</summary>
    private static string NextUrl(HttpRequest request, string baseUrl, string next)
    {
        var query = new QueryBuilder();
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            string name = pair.DecodeName().ToString();
            if (name != "cursor")
            {
                query.Add(name, pair.DecodeValue().ToString());
            }
        }

        query.Add("cursor", next);
        return baseUrl + "/v1/tasks" + query.ToQueryString();
    }
}
