using System.Text.Json;
using Errand.Types;

namespace Errand.Lists;

/// <summary>The arguments of a task type that a search can name.</summary>
internal static class ArgsPaths
{
    private const int MaxDepth = 4;

    /// <summary>From its schema: members of objects, not items of arrays.</summary>
    public static IEnumerable<string> Of(TaskDefinition definition)
    {
        using var schema = JsonDocument.Parse(definition.ArgsSchema);
        return Of(schema.RootElement, "", MaxDepth).ToArray();
    }

    private static IEnumerable<string> Of(JsonElement schema, string before, int depth)
    {
        if (depth == 0 || schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out JsonElement properties)
            || properties.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (JsonProperty property in properties.EnumerateObject())
        {
            string path = before + MemberPath.Escape(property.Name);
            yield return path;
            foreach (string inner in Of(property.Value, path + "/", depth - 1))
            {
                yield return inner;
            }
        }
    }
}
