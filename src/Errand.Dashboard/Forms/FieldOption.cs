using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>One of the values that there are.</summary>
/// <param name="Text">How a form sends it.</param>
/// <param name="Value">The value.</param>
public sealed record FieldOption(string Text, JsonElement Value)
{
    internal static FieldOption Of(JsonElement value) =>
        new(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), value);
}
