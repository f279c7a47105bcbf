using System.Buffers;
using System.Text;

namespace Errand.Web.Access;

/// <summary>Where a page comes from (RFC 6454), whichever way it is written.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">In lower case; an international name in its ASCII form.</param>
/// <param name="Port">Also where it is the scheme's own, and not written.</param>
internal readonly record struct WebOrigin(string Scheme, string Host, int Port)
{
    private const string AfterScheme = "://";

    /// <summary><see cref="Uri"/> would pass over them, or end the name of the host there.</summary>
    private static readonly SearchValues<char> NeverInside = SearchValues.Create("/\\?#@% \t");

    public static WebOrigin Of(Uri url) => new(url.Scheme, url.IdnHost, url.Port);

    /// <summary>Reads what a browser sends; false for <c>null</c>, for other schemes, and for anything that is more than an
    /// origin.</summary>
    public static bool TryParse(string? text, out WebOrigin origin)
    {
        origin = default;
        int scheme = text?.IndexOf(AfterScheme, StringComparison.Ordinal) ?? -1;
        if (scheme < 0 || !Ascii.IsValid(text) || text.AsSpan(scheme + AfterScheme.Length).ContainsAny(NeverInside)
            || !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            return false;
        }

        origin = Of(url);
        return true;
    }
}
