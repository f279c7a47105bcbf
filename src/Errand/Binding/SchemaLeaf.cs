using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Values;

namespace Errand.Binding;

/// <summary>Schemas of types that are neither object nor collection, always without null.</summary>
internal static class SchemaLeaf
{
    private static readonly HashSet<Type> ReadAnything =
        [typeof(object), typeof(JsonElement), typeof(JsonNode), typeof(JsonObject), typeof(JsonArray), typeof(JsonDocument)];

    private static readonly HashSet<Type> SchemaSaysAll = [typeof(bool), typeof(string), typeof(double), typeof(float), typeof(Half), typeof(decimal)];

    private static readonly Dictionary<Type, (BigInteger Minimum, BigInteger Maximum)> IntegerBounds = new()
    {
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
        [typeof(byte)] = (byte.MinValue, byte.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(ushort)] = (ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = (int.MinValue, int.MaxValue),
        [typeof(uint)] = (uint.MinValue, uint.MaxValue),
        [typeof(long)] = (long.MinValue, long.MaxValue),
        [typeof(ulong)] = (ulong.MinValue, ulong.MaxValue),
        [typeof(Int128)] = (Int128.MinValue, Int128.MaxValue),
        [typeof(UInt128)] = (UInt128.MinValue, UInt128.MaxValue),
    };

    public static IReadOnlyCollection<Type> IntegerTypes => IntegerBounds.Keys;

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

        if (Is(node, "integer") && IntegerBounds.TryGetValue(clr.IsEnum ? Enum.GetUnderlyingType(clr) : clr, out var bounds))
        {
            node["minimum"] = Number(bounds.Minimum);
            node["maximum"] = Number(bounds.Maximum);
        }

        LeafText.Complete(node, clr, isForArgs);
        return node;
    }

    /// <summary>Whether a value of the schema's shape may still be none of the type's.</summary>
    public static bool NeedsTrial(JsonTypeInfo type, JsonObject node) =>
        !ReadAnything.Contains(type.Type)
        && (node.Count == 0 || !(SchemaSaysAll.Contains(type.Type) || IntegerBounds.ContainsKey(type.Type) || LeafText.SaysAll(type.Type)))
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

    public static JsonNode Number(BigInteger value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;

    public static (BigInteger Minimum, BigInteger Maximum)? BoundsOf(Type integer) =>
        IntegerBounds.TryGetValue(integer, out var bounds) ? bounds : null;

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
