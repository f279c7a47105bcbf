using System.Buffers;

namespace Errand;

/// <summary>The shape of the names of task types, queues and tags.</summary>
internal static class NameRule
{
    public const int MaxLength = 100;

    public const string Pattern = "[A-Za-z0-9._-]{1,100}";

    public const string Description = "1 to 100 of the characters A-Z a-z 0-9 . _ -";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool Holds(string? name) =>
        name is { Length: >= 1 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(Allowed);
}
