using System.Buffers;
using System.Globalization;

namespace Errand.Web.Access;

/// <summary>The pages that may show a result in a frame: sources as <c>frame-ancestors</c> of Content-Security-Policy has them.</summary>
internal static class FrameAncestors
{
    /// <summary>Pages of this server.</summary>
    public const string Self = "'self'";

    private const string None = "'none'";
    private const string AllBelow = "*.";
    private const string AnyPort = "*";
    private const string AfterScheme = "://";

    private static readonly SearchValues<char> InNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>The sources in the form that goes into a header; null when one of them is none.</summary>
    /// <param name="text">Sources with blanks between them. The words <c>self</c> and <c>none</c> may stand without their quotes, which a
    /// shell takes away.</param>
    public static string? Parse(string text)
    {
        string?[] sources = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne).Distinct(StringComparer.Ordinal)];
        return sources.Contains(null) || sources.Length == 0 || (sources.Length > 1 && sources.Contains(None)) ? null
            : string.Join(' ', sources);
    }

    private static string? ParseOne(string source) => source.ToLowerInvariant() switch
    {
        Self or "self" => Self,
        None or "none" => None,
        "*" => "*",
        var other => ParseHost(other),
    };

    /// <summary><c>app.example</c>, <c>https://app.example:8443</c>, <c>https://*.example</c></summary>
    private static string? ParseHost(string source)
    {
        int scheme = source.IndexOf(AfterScheme, StringComparison.Ordinal);
        string start = scheme < 0 ? "" : source[..(scheme + AfterScheme.Length)];
        string place = source[start.Length..];
        int colon = place.LastIndexOf(':');
        string port = colon < 0 ? "" : place[colon..];
        return start is "" or "http://" or "https://" && (port.Length == 0 || IsPort(port[1..]))
            && NameOf(place[..(place.Length - port.Length)]) is { } name
            ? start + name + port
            : null;
    }

    private static bool IsPort(string text) => text == AnyPort
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65_535);

    /// <summary>Policies are ASCII, and know no addresses of IPv6.</summary>
    private static string? NameOf(string host)
    {
        string below = host.StartsWith(AllBelow, StringComparison.Ordinal) ? AllBelow : "";
        try
        {
            string name = new IdnMapping().GetAscii(host[below.Length..]);
            UriHostNameType kind = Uri.CheckHostName(name);
            bool isHost = kind == UriHostNameType.Dns || (kind == UriHostNameType.IPv4 && below.Length == 0);
            return isHost && !name.AsSpan().ContainsAnyExcept(InNames) ? below + name : null;
        }
        catch (ArgumentException)
        {
            return null; // Empty, too long in ASCII, or characters that no name has.
        }
    }
}
