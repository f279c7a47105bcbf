using Errand.Web.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Errand.Web.Access;

/// <summary>Refuses requests for host names that are not the server's.</summary>
/// <remarks>
/// Against DNS rebinding: a page whose own name is made to point to this machine is of the same origin as the server, whatever the browser
/// checks. ASP.NET Core's own filter matches alike, but answers without a problem, and has one list whatever the server listens on.
/// </remarks>
internal sealed class HostRule(WebApplication app, WebOptions options, RequestGuard guard)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private StringSegment[]? _names;

    public RequestDelegate Around(RequestDelegate next)
    {
        RequestDelegate refuse = guard.Around(_ => Task.FromResult<Problem?>(Problems.WrongHost()));
        return context => Permits(context.Request.Headers.Host.ToString()) ? next(context) : refuse(context);
    }

    /// <param name="host">As it was sent: the framework's own reading would have international names no longer in ASCII.</param>
    private bool Permits(string host)
    {
        if (host.Length == 0)
        {
            return true; // HTTP/1.0, and no browser.
        }

        StringSegment[] names = _names ?? Names();
        return names.Length == 0 || HostString.MatchesAny(host, names)
            || (new HostString(host).Host is [.. var name, '.'] && HostString.MatchesAny(name, names)); // A name with its root is the same.
    }

    /// <summary>Those that requests may name; none when they may name any.</summary>
    private StringSegment[] Names()
    {
        // No browser reaches a socket that is a file, so those neither need the rule nor lift it.
        IReadOnlyList<BindingAddress> addresses = ListenPlaces.Of(app.Urls);
        bool isLocal = addresses.Count > 0 && addresses.All(ListenPlaces.IsLoopback);
        string[] own = isLocal ? [.. Loopback, .. addresses.Select(address => address.Host)] : [];
        string[] backend = options.BackendUrl is { } url ? [url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost] : [];
        StringSegment[] names = isLocal || options.AllowedHosts.Count > 0
            ? [.. own.Concat(options.AllowedHosts).Concat(backend).Distinct(StringComparer.OrdinalIgnoreCase).Select(
                name => new StringSegment(name))]
            : [];
        if (app.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            _names = names; // Before, some addresses may be missing.
        }

        return names;
    }
}
