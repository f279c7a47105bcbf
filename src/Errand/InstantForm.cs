using System.Globalization;
using System.Text.RegularExpressions;

namespace Errand;

/// <summary>How instants are read: RFC 3339.</summary>
internal static partial class InstantForm
{
    public const string Description = "an instant such as 2026-11-24T08:15:30.125Z (RFC 3339, with Z or an offset)";

    /// <summary>Reads an instant with any offset; one without is refused, since it would mean the server's time zone.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Shape().IsMatch(text)
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,16})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Shape();
}
