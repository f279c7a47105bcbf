using System.Text;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>Makes nodes of values that have no children.</summary>
internal static class ResultNodes
{
    /// <summary>What a node takes in memory without its texts and lists, in bytes.</summary>
    public const long FixedSize = 320;

    /// <summary>In UTF-16 units.</summary>
    private const int MostPreview = 100;

    private const int MostMediaType = 200;

    public static ResultNode OfScalar(in JsonToken token, string? name)
    {
        bool isString = token.Type == JsonTokenType.String;
        ReadOnlySpan<byte> text = isString ? token.Unescaped() : token.Text;
        string? mediaType = isString ? MediaTypeOf(text) : null;
        string? shown = isString ? Beginning(text) : token.Type == JsonTokenType.Null ? null : Encoding.UTF8.GetString(text);
        return new ResultNode
        {
            Kind = mediaType is not null ? ResultKind.Media : KindOf(token.Type),
            Name = name,
            Start = token.Position,
            End = token.End,
            Length = isString ? Encoding.UTF8.GetCharCount(text) : 0,
            Text = mediaType is null ? shown : null,
            MediaType = mediaType,
            MemorySize = FixedSize + (((shown?.Length ?? 0) + (name?.Length ?? 0)) * 2),
        };
    }

    private static string KindOf(JsonTokenType type) => type switch
    {
        JsonTokenType.String => ResultKind.String,
        JsonTokenType.Number => ResultKind.Number,
        JsonTokenType.Null => ResultKind.Null,
        _ => ResultKind.Boolean,
    };

    /// <summary>Does not end within a surrogate pair.</summary>
    private static string Beginning(ReadOnlySpan<byte> text)
    {
        string start = Encoding.UTF8.GetString(text[..Math.Min(text.Length, (MostPreview + 1) * 4)]);
        int length = Math.Min(start.Length, MostPreview);
        return start[..(length > 0 && length < start.Length && char.IsHighSurrogate(start[length - 1]) ? length - 1 : length)];
    }

    /// <summary>The media type of a <c>data:</c> URI (RFC 2397), or null.</summary>
    private static string? MediaTypeOf(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("data:"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = text["data:"u8.Length..];
        rest = rest[..Math.Min(rest.Length, MostMediaType)];
        int comma = rest.IndexOf((byte)',');
        if (comma < 0)
        {
            return null;
        }

        rest = rest[..comma];
        int end = rest.IndexOf((byte)';');
        string type = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        return type.Length == 0 ? "text/plain" : type.Contains('/', StringComparison.Ordinal) ? type : null;
    }
}
