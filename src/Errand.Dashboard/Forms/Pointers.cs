using System.Globalization;

namespace Errand.Dashboard.Forms;

/// <summary>JSON Pointers (RFC 6901), part by part.</summary>
internal static class Pointers
{
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The pointer of a fault, which is written as a URI fragment.</summary>
    public static string OfFragment(string fragment) => Uri.UnescapeDataString(fragment.TrimStart('#'));

    /// <summary>The pointer to what a pointer is within; null at the top.</summary>
    public static string? Above(string pointer) => pointer.LastIndexOf('/') is >= 0 and var end ? pointer[..end] : null;
}
