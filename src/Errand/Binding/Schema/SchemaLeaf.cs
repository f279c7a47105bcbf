using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Text;
using Errand.Binding.Values;

namespace Errand.Binding.Schema;

/// <summary>Schemas of types that are neither object nor collection, always without null.</summary>
internal static class SchemaLeaf
{
    private static readonly HashSet<Type> ReadAnything =
        [typeof(object), typeof(JsonElement), typeof(JsonNode), typeof(JsonObject), typeof(JsonArray), typeof(JsonDocument)];

    private static readonly HashSet<Type> SchemaSaysAll =
        [typeof(bool), typeof(string), typeof(double), typeof(float), typeof(Half), typeof(decimal)];

    public static JsonObject? Write(JsonTypeInfo type, bool isForArgs)
    {
        if (type.Converter is INamedFlags flags)
        {
            JsonArray known = [.. flags.Names.Select(name => (JsonNode)name)];
            return new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["enum"] = known } };
        }

        if (type.Converter is BigIntegerConverter)
        {
            return new JsonObject { ["type"] = "integer" };
        }

        JsonObject node = type.GetJsonSchemaAsNode() as JsonObject ?? [];
        if (node["not"] is not null)
        {
            // The exporter's way to say that a type is not supported.
            return null;
        }

        node.Remove("$comment");
        RemoveNull(node);
        Type clr = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (clr.IsEnum && EnumNames(type) is { } names)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = names };
        }

        if (Is(node, "integer") && IntegerBounds.Of(clr.IsEnum ? Enum.GetUnderlyingType(clr) : clr) is { } bounds)
        {
            node["minimum"] = IntegerBounds.Number(bounds.Minimum);
            node["maximum"] = IntegerBounds.Number(bounds.Maximum);
        }

        LeafText.Complete(node, clr, isForArgs);
        return node;
    }

    /// <summary>Whether a value of the schema's shape may still be none of the type's.</summary>
    public static bool NeedsTrial(JsonTypeInfo type, JsonObject node) =>
        !ReadAnything.Contains(type.Type)
        && (node.Count == 0
        || !(SchemaSaysAll.Contains(type.Type) || IntegerBounds.Of(type.Type) is not null || LeafText.SaysAll(type.Type)))
        && type.Converter is not (INamedFlags or BigIntegerConverter) && !(type.Type.IsEnum && EnumNames(type) is not null);

    public static bool ReadsAnything(Type type) => ReadAnything.Contains(type);

    /// <summary>The names of an enum's values as its converter writes them, or null when it writes something else.</summary>
    public static JsonArray? EnumNames(JsonTypeInfo type)
    {
        var names = new JsonArray();
        foreach (object value in Enum.GetValuesAsUnderlyingType(type.Type))
        {
            JsonNode? written = JsonSerializer.SerializeToNode(Enum.ToObject(type.Type, value), type);
            if (written?.GetValueKind() != JsonValueKind.String)
            {
                return null;
            }

            if (!names.Any(n => JsonNode.DeepEquals(n, written)))
            {
                names.Add(written);
            }
        }

        foreach (string other in Enum.GetNames(type.Type).Where(name => IsOtherName(name, type)))
        {
            names.Add((JsonNode)other); // Without the cast it is the generic overload, which needs reflection.
        }

        return names;
    }

    /// <summary>Of several names for one value the converter writes the first and reads them all.</summary>
    private static bool IsOtherName(string name, JsonTypeInfo type)
    {
        object value = Enum.Parse(type.Type, name);
        return Enum.GetName(type.Type, value) != name
            && JsonSerializer.Deserialize($"\"{name}\"", type) is { } read && read.Equals(value);
    }

    private static bool Is(JsonObject node, string type) => node["type"] is JsonValue value && value.GetValue<string>() == type;

    private static void RemoveNull(JsonObject node)
    {
        if (node["type"] is JsonArray types)
        {
            JsonNode[] others = [.. types.Where(t => t!.GetValue<string>() != "null").Select(t => t!.DeepClone())];
            node["type"] = others.Length == 1 ? others[0] : new JsonArray(others);
        }

        if (node["enum"] is JsonArray values)
        {
            values.Remove(null);
        }
    }
}
