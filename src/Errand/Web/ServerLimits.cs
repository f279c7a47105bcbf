using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Errand.Web;

/// <summary>What one client may take of the server: the size of a request, its pace, and how many there are.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions server, WebOptions options)
    {
        server.AddServerHeader = false;
        // The routes that read a body count for themselves. Over a limit of its own, the server would reset the connection of a client that
        // still sends, and the client would not see its answer; without one, it reads what is left of a body for a few seconds.
        server.Limits.MaxRequestBodySize = null;
        server.Limits.MaxConcurrentConnections = options.MaxConnections;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // Who sends a body byte by byte holds memory of ours; the default of 240 bytes a second would hold it for an hour.
        server.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
