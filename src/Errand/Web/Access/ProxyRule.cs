using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Errand.Web.Access;

/// <summary>Whose <c>X-Forwarded-*</c> headers count: they say where a client is, and what it called the server.</summary>
internal static class ProxyRule
{
    public const string Any = "*";
    public const string Loopback = "loopback";

    /// <summary>A proxy as the setting names it; null when it is none.</summary>
    public static IReadOnlyList<IPNetwork>? Parse(string text) => text switch
    {
        Any => [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")],
        Loopback => [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")],
        _ when IPAddress.TryParse(text, out IPAddress? address) => [new IPNetwork(address, address.GetAddressBytes().Length * 8)],
        _ => IPNetwork.TryParse(text, out IPNetwork network) ? [network] : null,
    };

    /// <summary>Has the headers of the last proxy take effect, if it is one of these.</summary>
    public static void Use(WebApplication app, IReadOnlyList<string> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = 1 };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (IPNetwork network in proxies.SelectMany(proxy => Parse(proxy)!))
        {
            headers.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(headers);
    }
}
