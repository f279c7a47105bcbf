using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Errand.Access.Tokens;

/// <summary>Reads the keys of tokens: a JSON Web Key Set (RFC 7517), or keys and certificates in PEM format.</summary>
internal static class TokenKeyText
{
    private const string PemStart = "-----BEGIN ";

    /// <summary>Whether it is meant to be keys, and not the path of a file that has them.</summary>
    public static bool IsKeys(string text) =>
        text.StartsWith('{') || text.StartsWith('[') || text.Contains(PemStart, StringComparison.Ordinal);

    /// <summary>What became of each key, in the order of the text.</summary>
    /// <exception cref="FormatException">It is neither; the message says why, as the rest of a sentence.</exception>
    public static IReadOnlyList<KeyReading> Read(string text) =>
        text.Contains(PemStart, StringComparison.Ordinal) ? ReadPem(text) : ReadJson(text);

    /// <inheritdoc cref="Read" />
    public static IReadOnlyList<KeyReading> ReadJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return
            [
                .. json.RootElement.GetProperty("keys").EnumerateArray()
                    .Select(key => TokenKeyForms.OfJson(JsonWebKey.Create(key.GetRawText()))),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("cannot be read; expected a JSON Web Key Set, such as {\"keys\":[…]}");
        }
    }

    private static List<KeyReading> ReadPem(string text)
    {
        List<KeyReading> keys = [];
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            byte[] data = new byte[fields.DecodedDataLength];
            Convert.TryFromBase64Chars(rest[fields.Base64Data], data, out _);
            keys.Add(TokenKeyForms.OfPem(rest[fields.Label].ToString(), data));
            rest = rest[fields.Location.End..];
        }

        return keys.Count == text.AsSpan().Count(PemStart) ? keys
            : throw new FormatException(
                "has a key in PEM format that is not whole; expected lines from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----");
    }
}
