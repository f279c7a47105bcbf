using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace Errand.Web.OpenApi;

/// <summary>The API as people read it: <c>GET /docs</c>, drawn from <c>/openapi.json</c> by Scalar. Its script comes with the server, and
/// nothing calls anybody else.</summary>
internal sealed class ReferencePage
{
    private const string Folder = "/docs";
    private const string DocumentName = "documentName";

    private readonly RequestDelegate _page;

    /// <summary>What the page is made of, by its whole path.</summary>
    private readonly Dictionary<string, RequestDelegate> _files;

    public ReferencePage(IServiceProvider services)
    {
        var routes = new ScalarRoutes(services);
        routes.MapScalarApiReference(Folder, Configure);
        string page = $"{Folder}/{{{DocumentName}?}}";
        Dictionary<string, RequestDelegate> answers = routes.Answers();
        _page = answers[page];
        _files = answers.Where(answer => answer.Key != page).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary><c>GET /docs</c></summary>
    public async Task<Problem?> ShowAsync(RouteRequest request)
    {
        HttpContext context = request.Context;
        if (!context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.Redirect($"{Folder[1..]}/"); // The page names its files by paths that begin there.
            return null;
        }

        context.Response.OnStarting(() =>
        {
            SetHeaders(context);
            return Task.CompletedTask;
        });
        // With a name, this document is the only one, whatever others the program has for a page of its own.
        context.Request.RouteValues[DocumentName] = "Errand";
        await _page(context);
        return null;
    }

    /// <summary><c>GET /docs/{file}</c></summary>
    public async Task<Problem?> ReadFileAsync(RouteRequest request)
    {
        HttpContext context = request.Context;
        if (!_files.TryGetValue($"{Folder}/{RouteValue.File(context)}", out RequestDelegate? file))
        {
            return Problems.OfStatus(StatusCodes.Status404NotFound);
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        await file(context);
        return null;
    }

    /// <summary>A program may use Scalar itself, so all that matters is said here.</summary>
    private static void Configure(ScalarOptions options, HttpContext context)
    {
        options.OpenApiRoutePattern = $"{RoutePlace.Of(context)!.PrefixOf(context.Request)}/openapi.json";
        options.Title = "Errand API";
        options.DynamicNonce = true;
        options.Telemetry = false;
        options.DefaultFonts = false;
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.ProxyUrl = null;
        options.BundleUrl = null;
        options.HeadContent = null;
        options.HeaderContent = null;
        options.JavaScriptConfiguration = null;
        options.DisableAgent();
        options.DisableMcp();
    }

    /// <summary>As on the other pages, but that Scalar puts styles into its elements.</summary>
    private static void SetHeaders(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        string nonce = context.Items[ScalarOptions.NonceHttpContextItemKey] is string given ? $" 'nonce-{given}'" : "";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'{nonce}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
