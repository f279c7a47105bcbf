using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Serving;

/// <summary>What the pages forbid themselves, so that data that found a way into them could do nothing there.</summary>
internal static class PageHeaders
{
    private const string ResourcePolicy = "Cross-Origin-Resource-Policy";

    private static readonly string Alone = PolicyOf(FrameAncestors.None);

    public static void Set(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Alone;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers[ResourcePolicy] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    /// <summary>Lets other pages show this one in a frame.</summary>
    /// <param name="context">Its answer.</param>
    /// <param name="ancestors">Those pages.</param>
    public static void AllowFrames(HttpContext context, FrameAncestors ancestors)
    {
        context.Response.Headers.ContentSecurityPolicy = PolicyOf(ancestors.Sources);
        AllowIsolated(context);
        AllowSites(context, ancestors);
    }

    /// <summary>Lets pages show this in a frame that are isolated from other sites: they show only what is isolated in the same
    /// way.</summary>
    public static void AllowIsolated(HttpContext context) =>
        context.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";

    /// <summary>Lets pages of other sites show this, if any may.</summary>
    public static void AllowSites(HttpContext context, FrameAncestors ancestors)
    {
        if (ancestors.HasOtherSites)
        {
            context.Response.Headers[ResourcePolicy] = "cross-origin";
        }
    }

    private static string PolicyOf(string ancestors) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'none'; "
        + $"connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}; "
        + "require-trusted-types-for 'script'; trusted-types errand";
}
