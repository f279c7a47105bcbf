using System.Text.Json;
using Errand.Binding.Schema;

namespace Errand.Dashboard.Forms;

/// <summary>Reads what a schema says of its places. It understands the schemas that this server writes.</summary>
/// <param name="whole">The schema, with the schemas that it refers to.</param>
internal sealed class FieldShapes(JsonElement whole)
{
    /// <summary>Longer texts have room for more lines.</summary>
    private const int ShortText = 100;

    /// <summary>Arrays of up to so many items are shown as a row when their length is fixed.</summary>
    private const int MostInRow = 4;

    private const int AllTypes = 5;

    private const string LogScale = "log";

    public SchemaPlace Root => new(whole);

    public FieldShape Of(SchemaPlace place)
    {
        (JsonElement rules, string? reference, bool mayBeNull, IReadOnlyList<JsonElement> choices) = Unwrap(place.Node);
        List<string> types = place.Type is { } only ? [only] : [.. TypesOf(rules)];
        mayBeNull |= types.Remove("null");
        JsonElement[] values = rules.ValueKind == JsonValueKind.Object && rules.TryGetProperty("enum", out JsonElement listed)
            ? [.. listed.EnumerateArray()]
            : [];
        mayBeNull |= values.Any(IsNull);
        FieldShape shape = choices.Count > 0 ? OfChoices(choices)
            : values.Length > 0 ? new FieldShape
            {
                Kind = FieldKind.Enum,
                Rules = rules,
                Options = [.. values.Where(value => !IsNull(value)).Select(FieldOption.Of)],
            }
            : OfTypes(rules, types);
        return shape with
        {
            MayBeNull = mayBeNull && shape.Kind != FieldKind.Constant,
            Reference = reference,
            Label = Text(place.Node, SchemaHintNames.Label) ?? Text(rules, SchemaHintNames.Label),
            Unit = Text(place.Node, SchemaHintNames.Unit) ?? Text(rules, SchemaHintNames.Unit),
            IsLog = (Text(place.Node, SchemaHintNames.Scale) ?? Text(rules, SchemaHintNames.Scale)) == LogScale,
            Description = Text(place.Node, "description") ?? Text(rules, "description"),
            Default = Member(place.Node, "default"),
        };
    }

    /// <summary>Follows references, and takes null out of the alternatives.</summary>
    private (JsonElement Rules, string? Reference, bool MayBeNull, IReadOnlyList<JsonElement> Choices) Unwrap(JsonElement node)
    {
        string? reference = null;
        bool mayBeNull = false;
        while (true)
        {
            if (Text(node, "$ref") is { } target)
            {
                reference = target[(target.LastIndexOf('/') + 1)..];
                node = whole.GetProperty("$defs").GetProperty(reference);
                continue;
            }

            List<JsonElement> choices = Member(node, "anyOf") is { } alternatives ? [.. alternatives.EnumerateArray()] : [];
            mayBeNull |= choices.RemoveAll(choice => Text(choice, "type") == "null") > 0;
            if (choices.Count != 1)
            {
                return (node, reference, mayBeNull, choices);
            }

            node = choices[0];
        }
    }

    private static FieldShape OfChoices(IReadOnlyList<JsonElement> choices)
    {
        // A number that may be NaN or infinite is a number, or one of their names.
        JsonElement first = choices[0];
        return choices.Count == 2 && Text(first, "type") == "number" && Member(choices[1], "enum") is not null
            ? new FieldShape { Kind = FieldKind.Number, Rules = first, TakesNames = true }
            : new FieldShape
            {
                Kind = FieldKind.OneOf,
                Rules = first,
                Choices = [.. choices.Select(choice => new FieldChoice(FieldWords.Name(choice), new SchemaPlace(choice)))],
            };
    }

    private FieldShape OfTypes(JsonElement rules, List<string> types) => types.Count switch
    {
        _ when Member(rules, "const") is not null => new FieldShape { Kind = FieldKind.Constant, Rules = rules },
        0 or >= AllTypes => new FieldShape { Kind = FieldKind.Json, Rules = rules },
        1 => OfType(rules, types[0]),
        _ => new FieldShape
        {
            Kind = FieldKind.OneOf,
            Rules = rules,
            Choices = [.. types.Select(type => new FieldChoice(FieldWords.OfType(type), new SchemaPlace(rules, type)))],
        },
    };

    private FieldShape OfType(JsonElement rules, string type) => type switch
    {
        "object" => OfObject(rules),
        "array" => OfArray(rules),
        "integer" => new FieldShape { Kind = FieldKind.Integer, Rules = rules },
        "number" => new FieldShape { Kind = FieldKind.Number, Rules = rules },
        "boolean" => new FieldShape { Kind = FieldKind.Boolean, Rules = rules },
        _ => new FieldShape { Kind = KindOfText(rules), Rules = rules },
    };

    private static FieldKind KindOfText(JsonElement rules) =>
        Text(rules, "contentEncoding") == "base64" ? FieldKind.File
        : Text(rules, "format") == "date-time" ? FieldKind.Instant
        : Member(rules, "pattern") is not null && Text(rules, "pattern") != FieldWords.NotBlank ? FieldKind.Text
        : Member(rules, "maxLength") is { } most && most.GetDouble() <= ShortText ? FieldKind.Text
        : FieldKind.LongText;

    private static FieldShape OfObject(JsonElement rules)
    {
        JsonElement? more = Member(rules, "additionalProperties");
        if (Member(rules, "properties") is { } members)
        {
            HashSet<string> required =
                Member(rules, "required") is { } names ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
            return new FieldShape
            {
                Kind = FieldKind.Group,
                Rules = rules,
                Members =
                [
                    .. members.EnumerateObject().Select(member =>
                        new FieldMember(member.Name, new SchemaPlace(member.Value), required.Contains(member.Name))),
                ],
            };
        }

        return more is { ValueKind: JsonValueKind.Object } values
            ? new FieldShape { Kind = FieldKind.Map, Rules = rules, Items = [new SchemaPlace(values)] }
            : new FieldShape { Kind = FieldKind.Json, Rules = rules };
    }

    private FieldShape OfArray(JsonElement rules)
    {
        if (Member(rules, "prefixItems") is { } prefix)
        {
            return new FieldShape
            {
                Kind = FieldKind.Fixed,
                Rules = rules,
                Items = [.. prefix.EnumerateArray().Select(item => new SchemaPlace(item))],
            };
        }

        if (Member(rules, "items") is not { ValueKind: JsonValueKind.Object } each)
        {
            return new FieldShape { Kind = FieldKind.Json, Rules = rules };
        }

        var item = new SchemaPlace(each);
        // What an array of itself is made of is not asked: there would be no end to it.
        FieldShape? shape = Text(each, "$ref") is null ? Of(item) : null;
        bool isTyped = shape is { IsPlain: true } or { Kind: FieldKind.LongText };
        FieldShape[] columns = shape is { Kind: FieldKind.Lines or FieldKind.Fixed, MayBeNull: false } ? [.. shape.Items.Select(Of)] : [];
        return isTyped && LengthOf(rules) is { } length
                ? new FieldShape { Kind = FieldKind.Fixed, Rules = rules, Items = [.. Enumerable.Repeat(item, length)] }
            : isTyped ? new FieldShape { Kind = FieldKind.Lines, Rules = rules, Items = [item], Cells = [shape!] }
            : columns.Length > 0 && columns.All(IsNumber)
                ? new FieldShape { Kind = FieldKind.Matrix, Rules = rules, Items = [item], Cells = columns }
            : new FieldShape { Kind = FieldKind.List, Rules = rules, Items = [item] };
    }

    private static bool IsNumber(FieldShape shape) => shape.Kind is FieldKind.Number or FieldKind.Integer;

    /// <summary>The only length that an array may have, if it is short.</summary>
    private static int? LengthOf(JsonElement rules) =>
        Member(rules, "minItems") is { } least && Member(rules, "maxItems") is { } most
        && least.GetDouble() == most.GetDouble() && least.GetDouble() is >= 1 and <= MostInRow
            ? least.GetInt32()
            : null;

    private static IEnumerable<string> TypesOf(JsonElement rules) => Member(rules, "type") switch
    {
        { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Select(type => type.GetString()!),
        { } type => [type.GetString()!],
        null => [],
    };

    private static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    private static JsonElement? Member(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement node, string name) =>
        Member(node, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
