using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding.Schema;

/// <summary>What the check must know of a schema's nodes and the schema cannot say.</summary>
internal sealed class SchemaFacts(string taskType)
{
    private readonly Dictionary<JsonObject, JsonTypeInfo> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonObject, SchemaSite> _places = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JsonObject> _tried = new(ReferenceEqualityComparer.Instance);

    public void Note(JsonObject node, JsonTypeInfo type, bool onTrial)
    {
        _types[node] = type;
        if (onTrial)
        {
            _tried.Add(node);
        }
    }

    public string TaskType => taskType;

    /// <summary>Notes what the node of a parameter or a member describes.</summary>
    public void NotePlace(JsonObject node, SchemaSite site) => _places[node] = site;

    public SchemaSite? PlaceOf(JsonObject node) => _places.GetValueOrDefault(node);

    public JsonTypeInfo? TypeOf(JsonObject node) => _types.GetValueOrDefault(node);

    /// <summary>Whether a value of the right shape may still be none of the type's.</summary>
    public bool IsOnTrial(JsonObject node) => _tried.Contains(node);
}
