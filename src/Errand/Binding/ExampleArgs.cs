using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Checking;
using Errand.Binding.Text;
using Errand.Types;

namespace Errand.Binding;

/// <summary>An args object that a newcomer can send as it is: the author's, else the required members of the schema with values that are
/// likely to pass.</summary>
internal static class ExampleArgs
{
    private const string SomeText = "test";

    /// <summary>Larger ones that a schema asks for are not made: they would be no help.</summary>
    private const int MostElements = 100;
    private const int LongestText = 10_000;

    /// <summary>A type that needs one of itself has no example.</summary>
    private const int MaxDepth = 50;

    /// <returns>UTF-8 JSON that the check accepts; null when the author gave none and what the schema suggests is not accepted, as for a
    /// pattern.</returns>
    /// <exception cref="ArgumentException">The author's is not accepted.</exception>
    public static ReadOnlyMemory<byte>? Of(TaskTypeBuilder builder, ReadOnlyMemory<byte> schema, ArgsChecker checker)
    {
        byte[] example = Encoding.UTF8.GetBytes(builder.Example ?? Made(schema));
        ArgsVerdict verdict = checker.Check(example, UnknownArgs.Refused);
        if (verdict.IsGood)
        {
            return example;
        }

        return builder.Example is null ? null : throw new ArgumentException(
            $"Task type \"{builder.Type}\": its example is not accepted: {verdict.Malformed ?? Sentence(verdict.Faults[0])}");
    }

    private static string Sentence(Fault fault) => $"{fault.Pointer}: {fault.Detail}";

    private static string Made(ReadOnlyMemory<byte> schema)
    {
        JsonNode whole = JsonNode.Parse(schema.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 1000 })!;
        return (Of(whole, whole, MaxDepth) ?? new JsonObject()).ToJsonString();
    }

    /// <param name="schema">What the value is to meet.</param>
    /// <param name="whole">The schema that it is a part of.</param>
    /// <param name="depth">How much deeper it may go.</param>
    private static JsonNode? Of(JsonNode? schema, JsonNode whole, int depth) => schema switch
    {
        not JsonObject => null,
        _ when depth == 0 => null,
        JsonObject rules when rules["$ref"] is JsonValue reference => Of(Definition(reference.GetValue<string>(), whole), whole, depth - 1),
        JsonObject rules when rules["const"] is { } only => only.DeepClone(),
        JsonObject rules when rules["enum"] is JsonArray { Count: > 0 } values => values[0]?.DeepClone(),
        // An object that may be null, and that may have one of its kind.
        JsonObject rules when rules["anyOf"] is JsonArray choices && choices.Any(choice => IsNull(choice)) => null,
        JsonObject rules when rules["anyOf"] is JsonArray { Count: > 0 } choices => Of(choices[0], whole, depth - 1),
        JsonObject rules => OfType(rules, whole, depth),
    };

    private static JsonNode? OfType(JsonObject rules, JsonNode whole, int depth) => TypeOf(rules) switch
    {
        "object" => ObjectOf(rules, whole, depth),
        "array" when rules["prefixItems"] is JsonArray items => new JsonArray([.. items.Select(item => Of(item, whole, depth - 1))]),
        "array" => new JsonArray([.. Enumerable.Range(0, Elements(rules)).Select(_ => Of(rules["items"], whole, depth - 1))]),
        "string" => TextOf(rules),
        "integer" => JsonValue.Create((long)NumberOf(rules, isWhole: true)),
        "number" => JsonValue.Create(NumberOf(rules, isWhole: false)),
        "boolean" => true,
        _ => null,
    };

    /// <summary>The schema that <c>#/$defs/Node</c> refers to; references have no other form.</summary>
    private static JsonNode? Definition(string reference, JsonNode whole) => whole["$defs"]?[reference[(reference.LastIndexOf('/') + 1)..]];

    private static int Elements(JsonObject rules) => (int)Math.Min(MostElements, rules["minItems"]?.GetValue<double>() ?? 0);

    private static JsonObject ObjectOf(JsonObject rules, JsonNode whole, int depth)
    {
        var example = new JsonObject();
        foreach (JsonNode? name in rules["required"] as JsonArray ?? [])
        {
            example[name!.GetValue<string>()] = Of(rules["properties"]?[name.GetValue<string>()], whole, depth - 1);
        }

        return example;
    }

    private static string TextOf(JsonObject rules)
    {
        if (rules["pattern"] is JsonValue pattern && TextForm.With(pattern.GetValue<string>()) is { } form)
        {
            return form.Example;
        }

        int least = (int)Math.Min(LongestText, rules["minLength"]?.GetValue<double>() ?? 0);
        int most = (int)Math.Min(LongestText, rules["maxLength"]?.GetValue<double>() ?? LongestText);
        string text = SomeText.PadRight(least, 't');
        return text[..Math.Min(text.Length, most)];
    }

    /// <summary>1, or what is nearest to it.</summary>
    private static double NumberOf(JsonObject rules, bool isWhole)
    {
        double least = rules["minimum"]?.GetValue<double>() ?? After(rules["exclusiveMinimum"], isWhole, 1) ?? double.NegativeInfinity;
        double most = rules["maximum"]?.GetValue<double>() ?? After(rules["exclusiveMaximum"], isWhole, -1) ?? double.PositiveInfinity;
        double number = Math.Min(Math.Max(1, least), most);
        return isWhole ? Math.Ceiling(number) : number;
    }

    private static double? After(JsonNode? bound, bool isWhole, int direction) => bound?.GetValue<double>() switch
    {
        { } number when isWhole => number + direction,
        { } number => direction > 0 ? Math.BitIncrement(number) : Math.BitDecrement(number),
        null => null,
    };

    private static bool IsNull(JsonNode? schema) => schema is JsonObject rules && TypeOf(rules) == "null";

    private static string? TypeOf(JsonObject rules) => rules["type"] switch
    {
        JsonArray types => types[0]?.GetValue<string>(),
        JsonValue type => type.GetValue<string>(),
        _ => null,
    };
}
