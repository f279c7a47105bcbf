using System.Globalization;
using System.Text.Json.Nodes;

namespace Errand.Binding.Summaries;

/// <summary>What the schema of a result says of a summary before there is a result.</summary>
/// <param name="result">The schema, with the schemas that it refers to.</param>
internal sealed class SummarySchema(JsonObject result)
{
    private static readonly string[] NotScalar = ["object", "array"];

    private static readonly string[] NoValue = [.. NotScalar, "null"];

    /// <summary>Why a member can never be in a summary, as the end of a sentence; null when it can.</summary>
    public string? Refusal(SummaryMember member)
    {
        List<JsonNode?> places = [.. Choices(result)];
        foreach (string step in member.Steps)
        {
            places = [.. places.SelectMany(place => Below(place, step)).SelectMany(Choices)];
        }

        return places.Count == 0 ? "which by its schema the result cannot have"
            : places.TrueForAll(place => !MayBeOther(place, NotScalar)) ? "which by its schema is an array or an object, and a summary has none"
            : null;
    }

    /// <summary>The names of the members at the top that are in a summary if the author names none.</summary>
    public IReadOnlyList<string> TopNames() =>
    [
        .. Choices(result).OfType<JsonObject>().SelectMany(place => place["properties"] as JsonObject ?? [])
            .Where(member => Choices(member.Value).Any(place => MayBeOther(place, NoValue)))
            .Select(member => member.Key).Distinct().Take(TaskLimits.MaxDefaultSummaryMembers),
    ];

    /// <summary>The schemas of which a value meets one.</summary>
    private IEnumerable<JsonNode?> Choices(JsonNode? schema) => schema switch
    {
        JsonObject place when place["$ref"] is JsonValue reference => Choices(Definition(reference.GetValue<string>())),
        JsonObject place when place["anyOf"] is JsonArray choices => choices.SelectMany(Choices),
        _ => [schema],
    };

    /// <summary>The schema that <c>#/$defs/Node</c> refers to; references have no other form.</summary>
    private JsonNode? Definition(string reference) => result["$defs"]?[reference[(reference.LastIndexOf('/') + 1)..]];

    /// <summary>What a step leads to: nothing, the schema of what is there, or null when that may be anything.</summary>
    private static IEnumerable<JsonNode?> Below(JsonNode? schema, string step)
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

        if (Allows(place, "array") && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && step is not ['0', _, ..])
        {
            below.Add(place["prefixItems"] is JsonArray items && index < items.Count ? items[index] : place["items"]);
        }

        return below.Where(schema => !IsFalse(schema));
    }

    private static bool IsFalse(JsonNode? schema) => schema is JsonValue value && value.TryGetValue(out bool allowed) && !allowed;

    /// <summary>Whether there may be something of a type that is not one of these.</summary>
    private static bool MayBeOther(JsonNode? schema, string[] types) =>
        schema is not JsonObject place || place["type"] is null || Types(place).Except(types).Any();

    private static bool Allows(JsonObject place, string type) =>
        place["const"] is null && place["enum"] is null && (place["type"] is null || Types(place).Contains(type));

    private static string[] Types(JsonObject place) => place["type"] switch
    {
        JsonArray types => [.. types.Select(type => type!.GetValue<string>())],
        JsonValue type => [type.GetValue<string>()],
        _ => [],
    };
}
