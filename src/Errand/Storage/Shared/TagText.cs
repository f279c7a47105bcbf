using System.Text.Json;

namespace Errand.Storage.Shared;

/// <summary>Tags as they are stored: a JSON array of strings, or null.</summary>
internal static class TagText
{
    // The rule for names leaves nothing to escape.
    public static string? Write(IReadOnlyList<string> tags) => tags.Count == 0 ? null : $"[\"{string.Join("\",\"", tags)}\"]";

    public static IReadOnlyList<string> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(t => t.GetString()!)];
    }
}
