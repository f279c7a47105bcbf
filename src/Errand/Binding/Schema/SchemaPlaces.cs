using System.Globalization;
using System.Text.Json.Nodes;

namespace Errand.Binding.Schema;

/// <summary>What a schema says of the places in a value before there is one.</summary>
/// <param name="whole">The schema, with the schemas that it refers to.</param>
internal sealed class SchemaPlaces(JsonObject whole)
{
    /// <summary>Stands for each element of an array.</summary>
    public const string Each = "*";

    /// <summary>The schemas of which what is at the end of these steps meets one; null for what may be anything. None: the value can have
    /// nothing there.</summary>
    /// <param name="steps">The parts of a pointer.</param>
    /// <param name="withEach">Whether <see cref="Each"/> leads from an array to its elements.</param>
    public IReadOnlyList<JsonNode?> At(IReadOnlyList<string> steps, bool withEach)
    {
        List<JsonNode?> places = [.. Choices(whole)];
        foreach (string step in steps)
        {
            places = [.. places.SelectMany(place => Below(place, step, withEach)).SelectMany(Choices)];
        }

        return places;
    }

    /// <summary>The schemas of which a value meets one.</summary>
    public IEnumerable<JsonNode?> Choices(JsonNode? schema) => schema switch
    {
        JsonObject place when place["$ref"] is JsonValue reference => Choices(Definition(reference.GetValue<string>())),
        JsonObject place when place["anyOf"] is JsonArray choices => choices.SelectMany(Choices),
        _ => [schema],
    };

    /// <summary>Whether there may be something of a type that is not one of these.</summary>
    public static bool MayBeOther(JsonNode? schema, string[] types) =>
        schema is not JsonObject place || place["type"] is null || Types(place).Except(types).Any();

    /// <summary>The schema that <c>#/$defs/Node</c> refers to; references have no other form.</summary>
    private JsonNode? Definition(string reference) => whole["$defs"]?[reference[(reference.LastIndexOf('/') + 1)..]];

    /// <summary>What a step leads to: nothing, the schemas of what is there, or null when that may be anything.</summary>
    private static IEnumerable<JsonNode?> Below(JsonNode? schema, string step, bool withEach)
    {
        if (schema is not JsonObject place)
        {
            return [null];
        }

        List<JsonNode?> below = [];
        if (Allows(place, "object"))
        {
            below.Add(place["properties"] is JsonObject members && members[step] is { } member ? member : place["additionalProperties"]);
        }

        if (Allows(place, "array"))
        {
            below.AddRange(Elements(place, step, withEach));
        }

        return below.Where(schema => !IsFalse(schema));
    }

    private static IEnumerable<JsonNode?> Elements(JsonObject place, string step, bool withEach)
    {
        var items = place["prefixItems"] as JsonArray;
        if (withEach && step == Each)
        {
            return [.. items ?? [], place["items"]];
        }

        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && step is not ['0', _, ..]
            ? [items is not null && index < items.Count ? items[index] : place["items"]]
            : [];
    }

    private static bool IsFalse(JsonNode? schema) => schema is JsonValue value && value.TryGetValue(out bool allowed) && !allowed;

    private static bool Allows(JsonObject place, string type) =>
        place["const"] is null && place["enum"] is null && (place["type"] is null || Types(place).Contains(type));

    private static string[] Types(JsonObject place) => place["type"] switch
    {
        JsonArray types => [.. types.Select(type => type!.GetValue<string>())],
        JsonValue type => [type.GetValue<string>()],
        _ => [],
    };
}
