using System.Buffers.Text;
using System.Text.Json;

namespace Errand.Access.Tokens;

/// <summary>What a token says, be it true or not.</summary>
/// <param name="Header">How it is signed: a JSON object.</param>
/// <param name="Claims">Whom it is of, and what he may do: a JSON object.</param>
/// <remarks>The library reads it too, to check it, but makes texts of numbers and takes the last of several members of a name.</remarks>
internal sealed record TokenContent(JsonElement Header, JsonElement Claims)
{
    private const double EndOfTime = 253_402_300_799;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>How it is signed (<c>alg</c>); null if it does not say.</summary>
    public string? Algorithm => TextOf(Header, "alg");

    /// <summary>The name of the key that it is signed with (<c>kid</c>); null if it does not say.</summary>
    public string? KeyId => TextOf(Header, "kid");

    /// <summary>What a token in three parts says; null for anything else.</summary>
    public static TokenContent? Read(string token)
    {
        if (token.Split('.') is not [var header, var claims, { Length: > 0 }])
        {
            return null;
        }

        try
        {
            var content = new TokenContent(Parse(header), Parse(claims));
            return content is { Header.ValueKind: JsonValueKind.Object, Claims.ValueKind: JsonValueKind.Object } ? content : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is a text; null when it is something else, or missing.</summary>
    public static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? TextOf(value) : null;

    /// <summary>A text; null when it is something else, or half a character stands in it.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>An instant, written as seconds since 1970 (RFC 7519: a number, with or without decimals); null when it is something
    /// else.</summary>
    public static DateTimeOffset? InstantOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double seconds) && seconds is >= 0 and <= EndOfTime
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private static JsonElement Parse(string part) => JsonElement.Parse(Base64Url.DecodeFromChars(part), Strict);
}
