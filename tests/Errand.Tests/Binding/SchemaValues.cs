using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Errand.Tests.Binding;

/// <summary>Draws values from a schema; most of them are valid.</summary>
internal sealed class SchemaValues(JsonObject root, Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Texts = ["", "a", "ab", "Zz9", "é", "😀", "a b", "\"\\/", "NaN", "null", "1"];
    private static readonly string[] Numbers = ["0", "-0.0", "1", "-1", "0.1", "1.5e2", "5e-1", "123456.75", "-2.5", "1e20", "3e-9"];

    public JsonNode? Draw() => Draw(root, 0);

    private JsonNode? Draw(JsonObject node, int depth)
    {
        if (node["$ref"] is { } reference)
        {
            return Draw((JsonObject)root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!, depth);
        }

        if (node.ContainsKey("default") && random.Next(8) == 0)
        {
            return node["default"]?.DeepClone();
        }

        if (node["const"] is { } only)
        {
            return only.DeepClone();
        }

        if (node["enum"] is JsonArray values)
        {
            return values[random.Next(values.Count)]?.DeepClone();
        }

        if (node["anyOf"] is JsonArray alternatives)
        {
            return Draw((JsonObject)alternatives[random.Next(alternatives.Count)]!, depth);
        }

        string[] types = node["type"] switch
        {
            JsonArray many => [.. many.Select(t => t!.GetValue<string>())],
            { } one => [one.GetValue<string>()],
            null => ["null", "boolean", "integer", "number", "string", "array", "object"],
        };
        return Draw(types[random.Next(types.Length)], node, depth + 1);
    }

    private JsonNode? Draw(string type, JsonObject node, int depth) => type switch
    {
        "null" => null,
        "boolean" => random.Next(2) == 0,
        "integer" => JsonNode.Parse(Integer(node)),
        "number" => JsonNode.Parse(Number(node)),
        "string" => Text(node),
        "array" => Array(node, depth),
        _ => Object(node, depth),
    };

    private string Integer(JsonObject node)
    {
        BigInteger least = Bound(node["minimum"], -1000);
        BigInteger most = Bound(node["maximum"], 1000);
        BigInteger drawn = random.Next(4) switch
        {
            0 => least,
            1 => most,
            _ => least + (new BigInteger(random.NextDouble() * 1e15) * (most - least) / new BigInteger(1e15)),
        };
        string text = drawn.ToString(CultureInfo.InvariantCulture);
        return random.Next(5) == 0 ? $"{text}.0" : random.Next(5) == 0 && text != "0" ? $"{text}0e-1" : text;
    }

    private string Number(JsonObject node)
    {
        string[] bounds = [.. new[] { "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum" }.Select(k => node[k]?.ToJsonString()).OfType<string>()];
        return bounds.Length > 0 && random.Next(3) == 0 ? bounds[random.Next(bounds.Length)] : Numbers[random.Next(Numbers.Length)];
    }

    private string Text(JsonObject node)
    {
        if (node["pattern"] is { } pattern)
        {
            return PatternText.Draw(pattern.GetValue<string>(), random);
        }

        int least = node["minLength"]?.GetValue<int>() ?? 0;
        int most = node["maxLength"]?.GetValue<int>() ?? least + 3;
        string text = Texts[random.Next(Texts.Length)];
        int length = text.EnumerateRunes().Count();
        return length < least ? new string('x', random.Next(least, most + 1)) : length > most ? new string('é', most) : text;
    }

    private JsonArray Array(JsonObject node, int depth)
    {
        JsonObject[] prefix = [.. (node["prefixItems"] as JsonArray ?? []).Cast<JsonObject>()];
        int least = node["minItems"]?.GetValue<int>() ?? prefix.Length;
        int most = Math.Min(node["maxItems"]?.GetValue<int>() ?? least + 3, depth > MaxDepth ? least : int.MaxValue);
        int count = random.Next(least, Math.Max(least, most) + 1);
        return [.. Enumerable.Range(0, count).Select(i => i < prefix.Length ? Draw(prefix[i], depth) : Draw(
            node["items"] as JsonObject ?? [], depth + (node["items"] is null ? 2 : 0)))];
    }

    private JsonObject Object(JsonObject node, int depth)
    {
        var drawn = new JsonObject();
        HashSet<string> required = [.. (node["required"] as JsonArray ?? []).Select(n => n!.GetValue<string>())];
        foreach ((string name, JsonNode? member) in node["properties"] as JsonObject ?? [])
        {
            if (required.Contains(name) || (depth <= MaxDepth && random.Next(2) == 0))
            {
                drawn[name] = Draw((JsonObject)member!, depth);
            }
        }

        if (node["additionalProperties"] is not JsonValue && depth <= MaxDepth)
        {
            int least = node["minProperties"]?.GetValue<int>() ?? 0;
            int most = node["maxProperties"]?.GetValue<int>() ?? least + 3;
            for (int i = random.Next(least, most + 1); i > 0; i--)
            {
                drawn[Name(node["propertyNames"] as JsonObject)] = Draw(node["additionalProperties"] as JsonObject ?? [], depth + 2);
            }
        }

        return drawn;
    }

    private string Name(JsonObject? names) =>
        names is null ? $"n{random.Next(100)}" : names["enum"] is JsonArray known ? known[random.Next(known.Count)]!.GetValue<string>() : Text(names);

    private static BigInteger Bound(JsonNode? bound, int otherwise) =>
        bound is null ? otherwise : BigInteger.Parse(bound.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
