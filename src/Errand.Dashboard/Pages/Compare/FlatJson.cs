using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Pages.Compare;

/// <summary>The single values of a JSON value, each with the names that lead to it.</summary>
internal static class FlatJson
{
    /// <summary>Of a larger value the rest is left out.</summary>
    private const int MostValues = 1000;

    private const int MostText = 200;

    /// <summary><c>r0/2</c> and what is stored there, in their order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(JsonElement? value)
    {
        List<KeyValuePair<string, string>> values = [];
        // Of an object without members there is nothing to name.
        if (value is { } json && !(json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == 0))
        {
            Add(json, "", values);
        }

        return values;
    }

    /// <summary>The same of a member.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string member, JsonElement value)
    {
        List<KeyValuePair<string, string>> values = [];
        Add(value, VisibleText.Of(member), values);
        return values;
    }

    private static void Add(JsonElement value, string name, List<KeyValuePair<string, string>> values)
    {
        if (values.Count == MostValues)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0)
        {
            foreach (JsonProperty member in value.EnumerateObject())
            {
                Add(member.Value, Below(name, VisibleText.Of(member.Name)), values);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            int index = 0;
            foreach (JsonElement element in value.EnumerateArray())
            {
                Add(element, Below(name, index++.ToString(CultureInfo.InvariantCulture)), values);
            }
        }
        else
        {
            string text = value.ValueKind == JsonValueKind.String ? VisibleText.Of(value.GetString()!) : value.GetRawText();
            values.Add(new(name, Parts.Cut.At(text, MostText)));
        }
    }

    private static string Below(string name, string member) => name.Length == 0 ? member : $"{name}/{member}";
}
