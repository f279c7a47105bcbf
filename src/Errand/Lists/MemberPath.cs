using System.Globalization;
using System.Text.Json;

namespace Errand.Lists;

/// <summary>A JSON Pointer (RFC 6901) without its first slash.</summary>
internal static class MemberPath
{
    /// <summary>Deep enough for all arguments and results.</summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    public static string[] Steps(string pointer) => [.. pointer.Split('/').Select(
        step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    /// <summary>A member's name as a step.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static bool TryFind(JsonElement root, string[] steps, out JsonElement member)
    {
        member = root;
        foreach (string step in steps)
        {
            if (!TryStep(ref member, step))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryStep(ref JsonElement member, string step)
    {
        switch (member.ValueKind)
        {
            case JsonValueKind.Object:
                return member.TryGetProperty(step, out member);
            case JsonValueKind.Array when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < member.GetArrayLength() && (step == "0" || step[0] != '0'):
                member = member[index];
                return true;
            default:
                return false;
        }
    }
}
