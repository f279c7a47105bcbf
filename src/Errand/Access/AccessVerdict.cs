namespace Errand.Access;

/// <summary>Whether somebody may do something with a task.</summary>
/// <param name="IsKnown">False when there is no such task, as far as the caller may know.</param>
/// <param name="Missing">The scope that the caller needs and does not have; null when nothing is missing.</param>
internal readonly record struct AccessVerdict(bool IsKnown, string? Missing)
{
    public static readonly AccessVerdict Allowed = new(true, null);

    public static readonly AccessVerdict Unknown = new(false, null);

    public static AccessVerdict Without(string scope) => new(true, scope);
}
