using Errand.Types;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;
using Errand.Web.Routes;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Errand.Web.OpenApi;

/// <summary>The API as machines read it: <c>GET /openapi.json</c>.</summary>
internal sealed class OpenApiEndpoint(ApiDocument document, TaskRegistry registry, IOptions<WebOptions> options)
{
    private static readonly QueryParameter Type = new(
        "type", """{"type":"string","minLength":1}""",
        "only the operations of these task types; with commas between them, of any of these")
    { IsRepeatable = true };

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Type];

    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        HashSet<string> types = TypesOf(request);
        if (types.FirstOrDefault(name => registry.Find(name) is null) is { } unknown)
        {
            return Problems.UnknownType(unknown, registry);
        }

        using var body = new PooledBuffer();
        document.Write(body, TaskUrl.Base(request.Context, options.Value), types);
        await AnswerAsync(request.Context, body);
        return null;
    }

    /// <summary>The task types that the document has operations for: all, or those that are asked for.</summary>
    private HashSet<string> TypesOf(RouteRequest request)
    {
        string[] named = [.. request.Query?.All(Type).SelectMany(pair => pair.Value.Split(',')) ?? []];
        return new(named.Length > 0 ? named : registry.Definitions.Select(definition => definition.Type.Name), StringComparer.Ordinal);
    }

    private static async Task AnswerAsync(HttpContext context, PooledBuffer body)
    {
        string tag = EntityTag.Of(body.Written.Span);
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache"; // Another version of the program has another document.
        if (EntityTag.IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, body);
    }
}
