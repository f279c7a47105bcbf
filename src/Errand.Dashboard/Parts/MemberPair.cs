namespace Errand.Dashboard.Parts;

/// <summary>A member of an object within a line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A text without its quotes, anything else as it was sent.</param>
public sealed record MemberPair(string Name, string Value);
