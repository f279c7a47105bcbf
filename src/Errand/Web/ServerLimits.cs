using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Errand.Web;

/// <summary>What one client may take of the server: the size of a request, its pace, and how many there are.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions server, WebOptions options)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        server.Limits.MaxConcurrentConnections = options.MaxConnections;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // Who sends a body byte by byte holds memory of ours; the default of 240 bytes a second would hold it for an hour.
        server.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
