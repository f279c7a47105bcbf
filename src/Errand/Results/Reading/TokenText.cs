using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>What the current token says.</summary>
internal static class TokenText
{
    /// <summary>What the current value is, for people.</summary>
    public static string Kind(this JsonTokens json) => json.Type switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    /// <summary>Whether the current string or name is this one.</summary>
    public static bool Is(this JsonTokens json, ReadOnlySpan<byte> text) => json.Unescaped().SequenceEqual(text);

    /// <summary>The current string or name without escapes.</summary>
    public static ReadOnlySpan<byte> Unescaped(this JsonTokens json) => json.IsEscaped ? JsonEscapes.Remove(json.Inner) : json.Inner;
}
