using System.Text.Json;

namespace Errand.Dashboard.Tests.Forms;

/// <summary>Compares JSON: members in any order, numbers digit by digit.</summary>
internal static class SameJson
{
    public static bool Are(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && one.ValueKind switch
    {
        JsonValueKind.Object => one.GetPropertyCount() == other.GetPropertyCount()
            && one.EnumerateObject().All(member => other.TryGetProperty(member.Name, out JsonElement same) && Are(member.Value, same)),
        JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength()
            && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Are(pair.First, pair.Second)),
        JsonValueKind.String => one.GetString() == other.GetString(),
        _ => one.GetRawText() == other.GetRawText(),
    };
}
