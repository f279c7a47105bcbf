using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Access;

/// <summary>Lets pages of <see cref="AllowedOrigins"/> read answers.</summary>
/// <remarks>
/// Not ASP.NET Core's own: that leaves <c>Vary: Origin</c> away when one origin is allowed or none was sent, and a cache would then hand a
/// page an answer that its browser refuses.
/// </remarks>
internal sealed class CorsRules(AllowedOrigins origins)
{
    private const string Exposed = "Location, ETag, Link, Retry-After, Preference-Applied, Idempotency-Replayed, traceparent";

    public RequestDelegate Around(RequestDelegate next) => context =>
    {
        bool allowed = Mark(context);
        if (HttpMethods.IsOptions(context.Request.Method) && IsPreflight(context.Request.Headers) && !origins.None)
        {
            AnswerPreflight(context, allowed);
            return Task.CompletedTask;
        }

        return next(context);
    };

    /// <summary>True when the calling page may read the answer, whichever it will be.</summary>
    private bool Mark(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        if (!origins.Any && !origins.None)
        {
            headers.Append("Vary", "Origin");
        }

        StringValues origin = context.Request.Headers.Origin;
        if (!origins.Contain(origin))
        {
            return false;
        }

        headers.AccessControlAllowOrigin = origins.Any ? "*" : origin;
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
        headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, DELETE";
        headers.AccessControlMaxAge = "600";
        StringValues asked = context.Request.Headers.AccessControlRequestHeaders;
        if (asked.Count > 0)
        {
            headers.AccessControlAllowHeaders = asked;
        }
    }
}
