using System.Text.Json.Nodes;
using Errand.Binding.Text;

namespace Errand.Binding.Schema;

/// <summary>What the exporter's schema of a leaf leaves open: the exact form of its strings and the bounds of its fractions.</summary>
internal static class LeafText
{
    /// <param name="node">What the exporter wrote. A schema of another type comes from a converter that knows better.</param>
    /// <param name="type">The type, never nullable.</param>
    /// <param name="isForArgs">An address in a result may be relative, so it has no form.</param>
    public static void Complete(JsonObject node, Type type, bool isForArgs)
    {
        if (Is(node, "string") && TextForm.Of(type) is { } form)
        {
            node.Remove("format");
            node.Remove("pattern");
            WriteForm(node, type, type == typeof(Uri) && !isForArgs ? null : form);
        }
        else if (NumberBounds.Of(type) is { } bounds && NumberIn(node) is { } number)
        {
            number["minimum"] = JsonNode.Parse(bounds.Minimum);
            number["maximum"] = JsonNode.Parse(bounds.Maximum);
        }
        else if (node["type"] is JsonArray && node["pattern"] is not null && IntegerBounds.Of(type) is { } range)
        {
            // An integer that may also be a string.
            node["pattern"] = TextForm.OfInteger(type)!.Pattern;
            node["minimum"] = IntegerBounds.Number(range.Minimum);
            node["maximum"] = IntegerBounds.Number(range.Maximum);
        }
    }

    public static bool IsNumber(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(double) || NumberBounds.Of(type) is not null || IntegerBounds.Of(type) is not null;
    }

    /// <summary>Whether each text of the type's form is a value of it.</summary>
    public static bool SaysAll(Type type) => TextForm.Of(type) is { Doubt: null };

    private static void WriteForm(JsonObject node, Type type, TextForm? form)
    {
        if (form is null)
        {
            return;
        }

        if (form.Format is { } format)
        {
            node["format"] = format;
        }

        node["pattern"] = form.Pattern;
        if (form == TextForm.Of(typeof(byte[])))
        {
            node["contentEncoding"] = "base64";
        }
    }

    private static JsonObject? NumberIn(JsonObject node) =>
        Is(node, "number") || (node["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() == "number"))
            ? node
            : (node["anyOf"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(a => Is(a, "number"));

    private static bool Is(JsonObject node, string type) => node["type"] is JsonValue value && value.GetValue<string>() == type;
}
