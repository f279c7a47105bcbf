using System.Text.Json.Nodes;
using Errand.Types;

namespace Errand.Hosting;

/// <summary>An args object that a newcomer can paste: the required members of a schema, with values that are likely to pass.</summary>
internal static class ExampleArgs
{
    public static string Of(TaskDefinition definition) =>
        (Of(JsonNode.Parse(definition.ArgsSchema.Span)) ?? new JsonObject()).ToJsonString();

    private static JsonNode? Of(JsonNode? schema)
    {
        if (schema is not JsonObject rules)
        {
            return null;
        }

        if (rules["enum"] is JsonArray { Count: > 0 } values)
        {
            return values[0]?.DeepClone();
        }

        return TypeOf(rules) switch
        {
            "object" => ObjectOf(rules),
            "array" when rules["prefixItems"] is JsonArray items => new JsonArray([.. items.Select(Of)]),
            "array" => new JsonArray([.. Enumerable.Range(0, rules["minItems"]?.GetValue<int>() ?? 0).Select(_ => Of(rules["items"]))]),
            "string" => "test",
            "integer" => Smallest(rules) is { } least and > 0 ? (long)Math.Ceiling(least) : 1,
            "number" => Smallest(rules) is { } least and > 1 ? least : 1,
            "boolean" => true,
            _ => null,
        };
    }

    private static JsonObject ObjectOf(JsonObject rules)
    {
        var example = new JsonObject();
        foreach (JsonNode? name in rules["required"] as JsonArray ?? [])
        {
            example[name!.GetValue<string>()] = Of(rules["properties"]?[name.GetValue<string>()]);
        }

        return example;
    }

    private static string? TypeOf(JsonObject rules) => rules["type"] switch
    {
        JsonArray types => types[0]?.GetValue<string>(),
        JsonValue type => type.GetValue<string>(),
        _ when rules["anyOf"] is JsonArray { Count: > 0 } any && any[0] is JsonObject first => TypeOf(first),
        _ => null,
    };

    private static double? Smallest(JsonObject rules) =>
        rules["minimum"]?.GetValue<double>() ?? rules["exclusiveMinimum"]?.GetValue<double>();
}
