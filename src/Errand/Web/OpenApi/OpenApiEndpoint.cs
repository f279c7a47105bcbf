using Errand.Types;
using Errand.Web.Access;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Errand.Web.Routes;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.OpenApi;

/// <summary>The API as machines read it: <c>GET /openapi.json</c>, with the task types that its caller may submit or read.</summary>
internal sealed class OpenApiEndpoint(ApiDocument document, TaskRegistry registry, IOptions<WebOptions> options)
{
    private static readonly QueryParameter Type = new(
        "type", """{"type":"string","minLength":1}""",
        "only the operations of these task types; with commas between them, of any of these")
    { IsRepeatable = true };

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Type];

    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        string[] visible = [.. registry.VisibleTo(request.By.Scopes).Select(definition => definition.Type.Name)];
        string[] named = [.. request.Query?.All(Type).SelectMany(pair => pair.Value.Split(',')) ?? []];
        if (named.Except(visible, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            return Problems.UnknownType(unknown, registry.VisibleTo(request.By.Scopes));
        }

        using var body = new PooledBuffer();
        string server = TaskUrl.Base(request.Context, options.Value);
        if (named.Length == 0)
        {
            document.Write(body, server, visible);
        }
        else
        {
            document.WritePart(body, server, named);
        }

        await AnswerAsync(request.Context, body);
        return null;
    }

    private static async Task AnswerAsync(HttpContext context, PooledBuffer body)
    {
        string tag = EntityTag.Of(body.Written.Span);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache"; // Another version of the program has another document.
        context.Response.Headers.Append("Vary", $"Authorization, {Credentials.KeyHeader}");
        if (EntityTag.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, body);
    }
}
