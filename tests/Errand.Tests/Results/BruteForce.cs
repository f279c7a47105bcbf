using System.Text.Json;

namespace Errand.Tests.Results;

/// <summary>What a selection must be, found in a document that is whole in memory.</summary>
internal static class BruteForce
{
    /// <summary>Null when the pointer leads to nothing.</summary>
    public static string? Select(JsonElement value, string pointer, int offset = 0, int? limit = null, int every = 1)
    {
        string[] steps = [.. pointer.Split('/').Skip(1).Select(
            step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        int step = 0;
        while (step < steps.Length && !(steps[step] == "*" && value.ValueKind == JsonValueKind.Array))
        {
            if (Step(value, steps[step++]) is not { } next)
            {
                return null;
            }

            value = next;
        }

        string[] rest = [.. steps.Skip(step + 1)];
        bool isSliced = (offset, limit, every) != (0, null, 1);
        return step == steps.Length && !isSliced ? value.GetRawText() : Joined(Slice(value, offset, limit, every), rest);
    }

    private static List<JsonElement> Slice(JsonElement array, int offset, int? limit, int every)
    {
        List<JsonElement> sliced = [.. array.EnumerateArray().Skip(offset).Take(limit ?? int.MaxValue)];
        return [.. sliced.Where((_, i) => i % every == 0 || i == sliced.Count - 1)];
    }

    private static string Joined(IEnumerable<JsonElement> elements, string[] steps) =>
        $"[{string.Join(',', elements.Select(element => Inner(element, steps)))}]";

    private static string Inner(JsonElement value, string[] steps) =>
        steps.Length == 0 ? value.GetRawText()
        : steps[0] == "*" && value.ValueKind == JsonValueKind.Array ? Joined(value.EnumerateArray(), steps[1..])
        : Step(value, steps[0]) is { } next ? Inner(next, steps[1..])
        : "null";

    private static JsonElement? Step(JsonElement value, string step)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                if (member.Name == step)
                {
                    return member.Value;
                }
            }
        }

        return value.ValueKind == JsonValueKind.Array
            && int.TryParse(step, System.Globalization.NumberStyles.None, null, out int index) && $"{index}" == step
            && index < value.GetArrayLength()
            ? value[index]
            : null;
    }
}
