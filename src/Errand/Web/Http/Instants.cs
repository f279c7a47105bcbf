using System.Text.Json;

namespace Errand.Web.Http;

/// <summary>Instants as they are written: RFC 3339.</summary>
internal static class Instants
{
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
}
