using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Web.Http;

/// <summary>Instants as they travel: RFC 3339.</summary>
internal static partial class Instants
{
    public const string Description = "an instant such as 2026-11-24T08:15:30.125Z (RFC 3339, with Z or an offset)";

    /// <summary>Reads an instant with any offset; one without is refused, since it would mean the server's time zone.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Shape().IsMatch(text)
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    /// <summary>Writes UTC with exactly milliseconds.</summary>
    public static void Write(Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? instant)
    {
        if (instant is not { } at)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[InstantText.Room];
        json.WriteString(name, InstantText.Format(text, at));
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,16})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Shape();
}
