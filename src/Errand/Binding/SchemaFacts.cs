using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding;

/// <summary>What the check must know of a schema's nodes and the schema cannot say.</summary>
internal sealed class SchemaFacts
{
    private readonly Dictionary<JsonObject, JsonTypeInfo> _types = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JsonObject> _tried = new(ReferenceEqualityComparer.Instance);

    public void Note(JsonObject node, JsonTypeInfo type, bool onTrial)
    {
        _types[node] = type;
        if (onTrial)
        {
            _tried.Add(node);
        }
    }

    public JsonTypeInfo? TypeOf(JsonObject node) => _types.GetValueOrDefault(node);

    /// <summary>Whether a value of the right shape may still be none of the type's.</summary>
    public bool IsOnTrial(JsonObject node) => _tried.Contains(node);
}
