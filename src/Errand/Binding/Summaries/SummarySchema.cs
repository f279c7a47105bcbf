using System.Text.Json.Nodes;
using Errand.Binding.Schema;

namespace Errand.Binding.Summaries;

/// <summary>What the schema of a result says of a summary before there is a result.</summary>
/// <param name="result">The schema, with the schemas that it refers to.</param>
internal sealed class SummarySchema(JsonObject result)
{
    private static readonly string[] NotScalar = ["object", "array"];

    private static readonly string[] NoValue = [.. NotScalar, "null"];

    private readonly SchemaPlaces _places = new(result);

    /// <summary>Why a member can never be in a summary, as the end of a sentence; null when it can.</summary>
    public string? Refusal(SummaryMember member)
    {
        IReadOnlyList<JsonNode?> places = _places.At(member.Steps, withEach: false);
        return places.Count == 0 ? "which by its schema the result cannot have"
            : places.All(place => !SchemaPlaces.MayBeOther(place, NotScalar))
                ? "which by its schema is an array or an object, and a summary has none"
            : null;
    }

    /// <summary>The names of the members at the top that are in a summary if the author names none.</summary>
    public IReadOnlyList<string> TopNames() =>
    [
        .. _places.Choices(result).OfType<JsonObject>().SelectMany(place => place["properties"] as JsonObject ?? [])
            .Where(member => _places.Choices(member.Value).Any(place => SchemaPlaces.MayBeOther(place, NoValue)))
            .Select(member => member.Key).Distinct().Take(TaskLimits.MaxDefaultSummaryMembers),
    ];
}
