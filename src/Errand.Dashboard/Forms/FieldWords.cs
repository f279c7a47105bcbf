using System.Numerics;
using System.Text.Json;
using Errand.Binding.Text;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Forms;

/// <summary>What a schema says of a value, in words.</summary>
internal static class FieldWords
{
    /// <summary>The pattern of a text that must not be blank.</summary>
    public const string NotBlank = "\\S";

    /// <summary>Longer patterns are for machines.</summary>
    private const int LongestPattern = 60;

    private const int LongestValue = 40;

    /// <summary>Bounds that a type has by itself: no one asks for them.</summary>
    private static readonly HashSet<string> OfTypes =
    [
        .. IntegerBounds.Types.Select(type => IntegerBounds.Of(type)!.Value)
            .SelectMany(bounds => (string[])[TextOf(bounds.Minimum), TextOf(bounds.Maximum)])
            .Where(bound => bound.Length > 5),
        "-3.4028235E+38", "3.4028235E+38", "-79228162514264337593543950335", "79228162514264337593543950335",
    ];

    /// <summary>Such as <c>More than 0, at most 60.</c>; empty when every value will do.</summary>
    public static string Rules(FieldShape shape)
    {
        JsonElement rules = shape.Rules;
        string words = string.Join(", ", Pieces(shape.Kind, rules).Where(piece => piece.Length > 0));
        return words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
    }

    /// <summary>What people call one of several kinds.</summary>
    public static string Name(JsonElement schema) =>
        Text(schema, SchemaLabel) ?? Discriminator(schema) ?? Text(schema, "description") ?? OfType(Text(schema, "type") ?? "");

    public static string OfType(string type) => type switch
    {
        "string" => "text",
        "integer" => "whole number",
        "number" => "number",
        "boolean" => "true or false",
        "array" => "list",
        "object" => "object",
        _ => "anything",
    };

    /// <summary>A value within a sentence.</summary>
    public static string Short(JsonElement value) => Cut.At(Cut.Line(value.GetRawText()), LongestValue);

    private const string SchemaLabel = Binding.Schema.SchemaHintNames.Label;

    private static IEnumerable<string> Pieces(FieldKind kind, JsonElement rules) => kind switch
    {
        FieldKind.Number or FieldKind.Integer => [Bounds(rules)],
        FieldKind.Text or FieldKind.LongText or FieldKind.Instant or FieldKind.File => [Count(rules, "Length", "character"), Form(rules)],
        FieldKind.Lines or FieldKind.Matrix or FieldKind.List => [Count(rules, "Items", kind == FieldKind.Matrix ? "row" : "item")],
        FieldKind.Map => [Count(rules, "Properties", "member"), Names(rules)],
        _ => [],
    };

    private static string TextOf(BigInteger bound) => IntegerBounds.Number(bound).ToJsonString();

    private static string Bounds(JsonElement rules)
    {
        string least = Bound(rules, "minimum", "at least ") ?? Bound(rules, "exclusiveMinimum", "more than ") ?? "";
        string most = Bound(rules, "maximum", "at most ") ?? Bound(rules, "exclusiveMaximum", "less than ") ?? "";
        return least.StartsWith("at least", StringComparison.Ordinal) && most.StartsWith("at most", StringComparison.Ordinal)
            ? $"{least["at least ".Length..]} to {most["at most ".Length..]}"
            : string.Join(", ", new[] { least, most }.Where(bound => bound.Length > 0));
    }

    private static string? Bound(JsonElement rules, string keyword, string words) =>
        rules.TryGetProperty(keyword, out JsonElement bound) && !OfTypes.Contains(bound.GetRawText()) ? words + bound.GetRawText() : null;

    private static string Count(JsonElement rules, string what, string one)
    {
        long? least = Number(rules, "min" + what);
        long? most = Number(rules, "max" + what);
        return (least is 0 ? null : least, most) switch
        {
            (null, null) => "",
            ({ } number, { } same) when number == same => $"exactly {Things(number, one)}",
            ({ } from, { } to) => $"{Amounts.Count(from)} to {Things(to, one)}",
            ({ } from, null) => $"at least {Things(from, one)}",
            (null, { } to) => $"at most {Things(to, one)}",
        };
    }

    private static string Things(long count, string one) => count == 1 ? $"1 {one}" : $"{Amounts.Count(count)} {one}s";

    private static string Form(JsonElement rules) => Text(rules, "pattern") switch
    {
        null => "",
        NotBlank => "not blank",
        { } pattern when TextForm.With(pattern) is { } form => form.Words.Replace("must be ", "", StringComparison.Ordinal),
        { Length: <= LongestPattern } pattern => $"matches {pattern}",
        _ => "",
    };

    private static string Names(JsonElement rules) =>
        !rules.TryGetProperty("propertyNames", out JsonElement names) ? ""
        : names.TryGetProperty("enum", out JsonElement known) ? $"named {string.Join(", ", known.EnumerateArray().Select(name => name.GetString()))}"
        : Form(names) is { Length: > 0 } form ? $"each name {form}"
        : "";

    private static string? Discriminator(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out JsonElement members))
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                if (member.Value.TryGetProperty("const", out JsonElement only))
                {
                    return Cut.Line(only.ToString());
                }
            }
        }

        return null;
    }

    private static long? Number(JsonElement rules, string name) =>
        rules.TryGetProperty(name, out JsonElement number) ? (long)number.GetDouble() : null;

    private static string? Text(JsonElement rules, string name) =>
        rules.ValueKind == JsonValueKind.Object && rules.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
