using System.Text;
using Errand.Web.Routes;

namespace Errand.Tests.Contract.Fuzz;

/// <summary>One request as it goes over the wire, and what is known of it.</summary>
/// <param name="Route">The route that it began as.</param>
/// <param name="Method">Its method, as sent.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record FuzzRequest(ApiRoute Route, string Method, byte[] Bytes)
{
    /// <summary>The address and the method still lead to the route, so its entry in the table says which statuses it may answer.</summary>
    public bool IsOfRoute { get; init; } = true;

    /// <summary>It is valid HTTP of usual size: it comes as far as the routes.</summary>
    public bool IsHttp { get; init; } = true;

    /// <summary>The client stops sending in the middle.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>Its beginning, for a person.</summary>
    public override string ToString() =>
        Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 2000))).Replace("\0", "\\0", StringComparison.Ordinal);
}
