using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Access;

/// <summary>The origins whose pages may call: those of <c>FRONTEND_URL</c> and of <c>BACKEND_URL</c>.</summary>
internal sealed class AllowedOrigins
{
    private readonly HashSet<WebOrigin> _origins = [];

    public AllowedOrigins(IOptions<WebOptions> options)
    {
        foreach (string url in options.Value.FrontendUrls)
        {
            if (url == "*")
            {
                Any = true;
            }
            else if (Uri.TryCreate(url, UriKind.Absolute, out Uri? frontend))
            {
                _origins.Add(WebOrigin.Of(frontend));
            }
        }

        if (options.Value.BackendUrl is { } backend)
        {
            _origins.Add(WebOrigin.Of(backend));
        }
    }

    /// <summary>Every page may call.</summary>
    public bool Any { get; }

    public bool None => !Any && _origins.Count == 0;

    /// <param name="origin">The request's <c>Origin</c>; a browser sends one.</param>
    public bool Contain(StringValues origin) =>
        origin.Count == 1 && (Any || (_origins.Count > 0 && WebOrigin.TryParse(origin[0], out WebOrigin page) && _origins.Contains(page)));
}
