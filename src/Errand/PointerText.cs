namespace Errand;

/// <summary>JSON Pointers (RFC 6901) that authors write.</summary>
internal static class PointerText
{
    public static bool IsPointer(string text)
    {
        string[] parts = text.Split('/');
        return parts[0].Length == 0 && Array.TrueForAll(parts, AreEscapesRight);
    }

    /// <summary>Its parts, without escapes.</summary>
    public static string[] StepsOf(string pointer) => [.. pointer.Split('/').Skip(1).Select(Unescape)];

    /// <summary>A pointer to a member of what another one leads to.</summary>
    public static string Below(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static bool AreEscapesRight(string part) =>
        part.Split('~').Skip(1).All(escaped => escaped.StartsWith('0') || escaped.StartsWith('1'));

    private static string Unescape(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
