using System.Text;
using System.Text.Json;

namespace Errand.Binding.Text;

/// <summary>What was sent, short enough for a sentence.</summary>
internal static class Excerpt
{
    private const int MaxLength = 50;

    /// <summary>The value that the reader stands on, as it was sent.</summary>
    public static string Of(ref readonly Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"\"{Shorten(reader.ValueSpan)}\"",
        _ => Shorten(reader.ValueSpan),
    };

    public static string Shorten(string text) =>
        text.Length <= MaxLength ? text : $"{text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)]}…";

    private static string Shorten(ReadOnlySpan<byte> utf8)
    {
        // Four bytes are the longest character, so this much holds all that is shown; a character cut at its end is not shown.
        ReadOnlySpan<byte> shown = utf8[..Math.Min(utf8.Length, 4 * (MaxLength + 1))];
        return Shorten(Encoding.UTF8.GetString(shown));
    }
}
