using Errand.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Dashboard.Serving;

/// <summary>Keeps pages of other sites from posting our forms: a browser sends their requests with all that its user may reach.</summary>
internal static class SameOrigin
{
    /// <summary>Whether a request that changes something comes from a page of this server, or from no browser at all.</summary>
    public static bool Permits(HttpRequest request)
    {
        StringValues site = request.Headers["Sec-Fetch-Site"];
        StringValues origin = request.Headers.Origin;
        return site.Count > 0 ? site == "same-origin" || site == "none"
            : origin.Count == 0 || IsOwn(request, origin);
    }

    /// <summary>Whether the page comes from the host and port that the request names.</summary>
    private static bool IsOwn(HttpRequest request, StringValues origin) =>
        origin.Count == 1 && WebOrigin.TryParse(origin[0], out WebOrigin page)
        // With the page's scheme, since a proxy may speak TLS for us.
        && WebOrigin.TryParse($"{page.Scheme}://{request.Headers.Host}", out WebOrigin own) && own == page;
}
