using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>A token of JSON.</summary>
/// <param name="type">What it is.</param>
/// <param name="text">As it is written; a string or a name without its quotes.</param>
/// <param name="isEscaped">Whether the text has escapes.</param>
/// <param name="position">Where it begins in the stream.</param>
internal readonly ref struct JsonToken(JsonTokenType type, ReadOnlySpan<byte> text, bool isEscaped, long position)
{
    public JsonTokenType Type { get; } = type;

    public ReadOnlySpan<byte> Text { get; } = text;

    public bool IsEscaped { get; } = isEscaped;

    public long Position { get; } = position;

    /// <summary>Where what follows it begins.</summary>
    public long End => Position + Text.Length + (Type is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);

    public bool Opens => Type is JsonTokenType.StartArray or JsonTokenType.StartObject;

    public bool Closes => Type is JsonTokenType.EndArray or JsonTokenType.EndObject;

    /// <summary>A string or a name without escapes.</summary>
    public ReadOnlySpan<byte> Unescaped() => IsEscaped ? JsonEscapes.Remove(Text) : Text;
}
