using System.Text.Json.Nodes;

namespace Errand.Binding.Schema;

/// <summary>Lets null stand in a place, or keeps it out.</summary>
internal static class SchemaNull
{
    public static JsonObject Allow(JsonObject node)
    {
        if (node["$ref"] is not null)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(node, Null()) };
        }

        if (node["anyOf"] is JsonArray alternatives)
        {
            alternatives.Add(Null());
            node.Remove("type");
        }

        if (node["type"] is JsonValue type)
        {
            node["type"] = new JsonArray(type.DeepClone(), "null");
        }

        if (node["enum"] is JsonArray values && !values.Contains(null))
        {
            values.Add(null);
        }

        return node;
    }

    /// <summary>A schema that says nothing of types allows null, unless it lists all others.</summary>
    public static JsonObject Refuse(JsonObject node, Type type)
    {
        // A JsonElement is a value type and holds a null of its own.
        bool saysNothing = node["type"] is null && node["anyOf"] is null && node["$ref"] is null && node["enum"] is null;
        if (saysNothing && !type.IsValueType)
        {
            node.Insert(0, "type", new JsonArray("string", "number", "boolean", "object", "array"));
        }

        return node;
    }

    private static JsonObject Null() => new() { ["type"] = "null" };
}
