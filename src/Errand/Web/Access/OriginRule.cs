using Errand.Web.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Access;

/// <summary>Keeps pages of other sites from changing anything here: a browser sends their requests with all that its user may
/// reach.</summary>
/// <remarks>
/// No tokens: every browser says where a request comes from. A request with a key is not one that a page can make unasked.
/// </remarks>
internal sealed class OriginRule(AllowedOrigins allowed)
{
    /// <summary>Holds a route that changes something to the rule, before anything of the request is looked at.</summary>
    public Func<HttpContext, Task<Problem?>> Around(Func<HttpContext, Task<Problem?>> route) => context =>
        Permits(context.Request) ? route(context) : Task.FromResult<Problem?>(Problems.CrossOrigin());

    private bool Permits(HttpRequest request)
    {
        IHeaderDictionary headers = request.Headers;
        StringValues site = headers["Sec-Fetch-Site"];
        StringValues origin = headers.Origin;
        if (site.Count == 0 && origin.Count == 0)
        {
            return true; // No browser.
        }

        return HasKey(headers) || allowed.Contain(origin)
            || (site.Count == 0 ? IsOwn(request, origin) : site == "same-origin" || site == "none");
    }

    private static bool HasKey(IHeaderDictionary headers)
    {
        if (headers.ContainsKey(Credentials.KeyHeader))
        {
            return true;
        }

        foreach (string? credentials in headers.Authorization)
        {
            if (Credentials.IsBearer(credentials))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the page comes from the host and port that the request names.</summary>
    private static bool IsOwn(HttpRequest request, StringValues origin) =>
        origin.Count == 1 && WebOrigin.TryParse(origin[0], out WebOrigin page)
        // With the page's scheme, since a proxy may speak TLS for us; it says, too, which port is meant where none is named.
        && WebOrigin.TryParse($"{page.Scheme}://{request.Headers.Host}", out WebOrigin own) && own == page;
}
