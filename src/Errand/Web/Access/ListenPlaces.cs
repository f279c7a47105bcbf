using System.Net;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Access;

/// <summary>Where a server listens.</summary>
internal static class ListenPlaces
{
    /// <summary>Its addresses in the network; sockets that are files are not among them.</summary>
    public static IReadOnlyList<BindingAddress> Of(IEnumerable<string> urls) =>
        [.. urls.Select(BindingAddress.Parse).Where(address => !address.IsUnixPipe && !address.IsNamedPipe)];

    /// <summary>Whether only programs of the same machine reach it.</summary>
    public static bool IsLoopback(BindingAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
