using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Schema;
using Errand.Types;

namespace Errand.Binding.Views;

/// <summary>Finds in a schema what its author says of values for those who look at them.</summary>
internal static class SchemaHints
{
    /// <summary>Plots go no deeper into a result, and a schema may contain itself.</summary>
    private const int MostSteps = 6;

    public static IReadOnlyDictionary<string, ValueHint> Of(JsonObject result)
    {
        var hints = new Dictionary<string, ValueHint>(StringComparer.Ordinal);
        Add(new SchemaPlaces(result), result, "", 0, hints);
        return hints;
    }

    private static void Add(SchemaPlaces places, JsonNode? schema, string pointer, int depth, Dictionary<string, ValueHint> hints)
    {
        if (depth > MostSteps)
        {
            return;
        }

        if (schema is JsonObject said && HintOf(said, pointer) is { } hint)
        {
            hints.TryAdd(pointer, hint);
        }

        foreach (JsonObject place in places.Choices(schema).OfType<JsonObject>())
        {
            foreach ((string name, JsonNode? member) in place["properties"] as JsonObject ?? [])
            {
                Add(places, member, PointerText.Below(pointer, name), depth + 1, hints);
            }

            if (place["items"] is JsonObject item)
            {
                Add(places, item, $"{pointer}/{SchemaPlaces.Each}", depth + 1, hints);
            }
        }
    }

    private static ValueHint? HintOf(JsonObject schema, string pointer)
    {
        string? errorOf = Text(schema, SchemaHintNames.ErrorOf);
        var hint = new ValueHint
        {
            Label = Text(schema, SchemaHintNames.Label),
            Unit = Text(schema, SchemaHintNames.Unit),
            Scale = Text(schema, SchemaHintNames.Scale) is { } scale
                ? JsonSerializer.Deserialize($"\"{scale}\"", ErrandJson.Default.Scale)
                : Scale.Linear,
            ErrorOf = errorOf is null ? null : PointerText.Below(pointer[..pointer.LastIndexOf('/')], errorOf),
            MediaType = Text(schema, SchemaHintNames.MediaType),
        };
        return hint == new ValueHint() ? null : hint;
    }

    private static string? Text(JsonObject schema, string name) => schema[name] is JsonValue value ? value.GetValue<string>() : null;
}
