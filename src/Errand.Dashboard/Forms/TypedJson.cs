using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>JSON that a person has typed.</summary>
internal static class TypedJson
{
    public static bool TryParse(string text, out JsonElement value) => TryParse(text, out value, out _);

    /// <param name="text">What was typed.</param>
    /// <param name="value">Its value.</param>
    /// <param name="where">Where it cannot be read, for people.</param>
    public static bool TryParse(string text, out JsonElement value, [NotNullWhen(false)] out string? where)
    {
        try
        {
            value = JsonElement.Parse(text);
            where = null;
            return true;
        }
        catch (JsonException e)
        {
            value = default;
            where = $"line {(e.LineNumber ?? 0) + 1}, column {(e.BytePositionInLine ?? 0) + 1}";
            return false;
        }
    }
}
