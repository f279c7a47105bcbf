using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Tests.Results;

/// <summary>What a value is, by the words of the documentation, found in a document that is whole in memory.</summary>
internal static partial class BruteShape
{
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.String => IsDataUri(value.GetString()!) ? "media" : "string",
        JsonValueKind.Array => OfArray([.. value.EnumerateArray()]),
        _ => OfObject([.. value.EnumerateObject()]),
    };

    /// <summary>Null for what is neither a number nor null.</summary>
    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => double.Parse(value.GetRawText(), CultureInfo.InvariantCulture),
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => value.GetRawText() switch
        {
            "\"NaN\"" => double.NaN,
            "\"Infinity\"" => double.PositiveInfinity,
            "\"-Infinity\"" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    private static string OfArray(JsonElement[] items)
    {
        JsonElement[] present = [.. items.Where(item => item.ValueKind != JsonValueKind.Null)];
        bool AreAll(Func<JsonElement, bool> condition) => present.Length > 0 && Array.TrueForAll(present, item => condition(item));
        int[]? sizes = Sizes(items);
        return sizes is { Length: > 1 } && HasNumber(items)
            ? sizes.Length > 2 ? "grid"
                : sizes[1] is >= 2 and <= 16 && sizes[0] > 4 * sizes[1] ? "vectors"
                : "matrix"
            : AreAll(item => Number(item) is not null) ? "numbers"
            : AreAll(item => item.ValueKind == JsonValueKind.String && Instant().IsMatch(item.GetString()!)) ? "instants"
            : AreAll(item => item.ValueKind == JsonValueKind.String) ? "strings"
            : AreAll(item => item.ValueKind is JsonValueKind.True or JsonValueKind.False) ? "booleans"
            : present.Length == items.Length && (AreAll(item => IsComplex(item, "re", "im")) || AreAll(item => IsComplex(item, "real", "imaginary")))
                ? "complex"
            : AreAll(item => item.ValueKind == JsonValueKind.Object) ? "records"
            : "array";
    }

    private static string OfObject(JsonProperty[] members)
    {
        bool IsText(string name) => Array.Exists(members, m => m.Name == name && m.Value.ValueKind == JsonValueKind.String);
        int[] lengths = [.. members.Where(m => m.Value.ValueKind == JsonValueKind.Array).Select(m => m.Value.GetArrayLength())];
        return members.Length == 2 && IsText("mediaType") && IsText("data") ? "media"
            : lengths.Length == members.Length && lengths.Length > 1 && lengths.Distinct().Count() == 1 ? "columns"
            : "object";
    }

    private static bool IsComplex(JsonElement item, string re, string im)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        JsonProperty[] members = [.. item.EnumerateObject()];
        return members.Length == 2 && Array.TrueForAll(
            [re, im], name => Array.Exists(members, member => member.Name == name && Number(member.Value) is not null));
    }

    private static int[]? Sizes(JsonElement[] items)
    {
        if (items.Length > 0 && Array.TrueForAll(items, item => Number(item) is not null))
        {
            return [items.Length];
        }

        if (items.Length == 0 || !Array.TrueForAll(items, item => item.ValueKind == JsonValueKind.Array))
        {
            return null;
        }

        int[]?[] inner = [.. items.Select(item => Sizes([.. item.EnumerateArray()]))];
        return Array.TrueForAll(inner, sizes => sizes is not null && sizes.SequenceEqual(inner[0]!)) ? [items.Length, .. inner[0]!] : null;
    }

    private static bool HasNumber(IEnumerable<JsonElement> items) => items.Any(item =>
        item.ValueKind == JsonValueKind.Array ? HasNumber(item.EnumerateArray()) : item.ValueKind != JsonValueKind.Null);

    private static bool IsDataUri(string text) => DataUri().IsMatch(text);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();

    [GeneratedRegex("^data:([^,;]+/[^,;]*)?(;[^,]*)?,")]
    private static partial Regex DataUri();
}
