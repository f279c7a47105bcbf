using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web;

/// <summary>Which pages of other origins may call: those of <c>FRONTEND_URL</c> and of <c>BACKEND_URL</c>.</summary>
/// <remarks>
/// Not ASP.NET Core's own: that leaves <c>Vary: Origin</c> away when one origin is allowed or none was sent, and a cache would then hand a
/// page an answer that its browser refuses.
/// </remarks>
internal sealed class CorsRules
{
    private const string Exposed = "Location, ETag, Link, Retry-After, Preference-Applied, Idempotency-Replayed, traceparent";

    private readonly bool _any;
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal);

    public CorsRules(WebOptions options)
    {
        foreach (string url in options.FrontendUrls)
        {
            _any |= url == "*";
            Allow(Uri.TryCreate(url, UriKind.Absolute, out Uri? origin) ? origin : null);
        }

        Allow(options.BackendUrl);
    }

    public RequestDelegate Around(RequestDelegate next) => context =>
    {
        bool allowed = Mark(context);
        if (HttpMethods.IsOptions(context.Request.Method) && IsPreflight(context.Request.Headers) && (_any || _allowed.Count > 0))
        {
            AnswerPreflight(context, allowed);
            return Task.CompletedTask;
        }

        return next(context);
    };

    private void Allow(Uri? url)
    {
        if (url is not null)
        {
            _allowed.Add(url.GetLeftPart(UriPartial.Authority)); // As browsers write it: lower case, no default port, no path.
        }
    }

    /// <summary>True when the calling page may read the answer, whichever it will be.</summary>
    private bool Mark(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        if (!_any && _allowed.Count > 0)
        {
            headers.Append("Vary", "Origin");
        }

        StringValues origin = context.Request.Headers.Origin;
        if (origin.Count != 1 || !(_any || _allowed.Contains(origin.ToString())))
        {
            return false;
        }

        headers.AccessControlAllowOrigin = _any ? "*" : origin;
        headers.AccessControlExposeHeaders = Exposed;
        return true;
    }

    private static bool IsPreflight(IHeaderDictionary headers) => headers.Origin.Count > 0 && headers.AccessControlRequestMethod.Count > 0;

    private static void AnswerPreflight(HttpContext context, bool allowed)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (!allowed)
        {
            return;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.Remove("Access-Control-Expose-Headers");
        headers.AccessControlAllowMethods = "GET, HEAD, POST, DELETE";
        headers.AccessControlMaxAge = "600";
        StringValues asked = context.Request.Headers.AccessControlRequestHeaders;
        if (asked.Count > 0)
        {
            headers.AccessControlAllowHeaders = asked;
        }
    }
}
