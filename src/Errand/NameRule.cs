using System.Buffers;

namespace Errand;

/// <summary>The shape of the names of task types, queues and tags.</summary>
internal static class NameRule
{
    public const int MaxLength = 100;

    public const string Pattern = "[A-Za-z0-9._-]{1,100}";

    public const string Shape = "1 to 100 of the characters A-Z a-z 0-9 . _ -";

    /// <summary>The rule for names that users choose.</summary>
    public const string Description = $"{Shape}, not beginning with {Reserved}";

    /// <summary>For types, queues and tags of Errand's own. A later version may have put such names into the store.</summary>
    private const string Reserved = "errand.";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether it has the shape of a name.</summary>
    public static bool Holds(string? name) =>
        name is { Length: >= 1 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Whether a user may choose it.</summary>
    public static bool MayBeChosen(string? name) => Holds(name) && !name!.StartsWith(Reserved, StringComparison.Ordinal);
}
