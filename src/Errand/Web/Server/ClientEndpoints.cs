using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>Serves the clients for Python and TypeScript, so that nobody has to look for one that fits.</summary>
internal sealed class ClientEndpoints
{
    private readonly Lazy<ClientFile> _python = new(() => new ClientFile("errand.py"));
    private readonly Lazy<ClientFile> _typeScript = new(() => new ClientFile("errand.ts"));

    /// <summary><c>GET /clients/errand.py</c></summary>
    public Task<Problem?> PythonAsync(RouteRequest request) => AnswerAsync(request.Context, _python.Value);

    /// <summary><c>GET /clients/errand.ts</c></summary>
    public Task<Problem?> TypeScriptAsync(RouteRequest request) => AnswerAsync(request.Context, _typeScript.Value);

    private static async Task<Problem?> AnswerAsync(HttpContext context, ClientFile file)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "no-cache"; // The next version of the server has another one.
        if (EntityTag.IsKnown(context.Request, file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }

        JsonAnswer.Begin(response, StatusCodes.Status200OK, file.Content.Length, $"{MediaTypes.Plain}; charset=utf-8");
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(file.Content, context.RequestAborted);
        }

        return null;
    }
}
