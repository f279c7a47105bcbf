namespace Errand.Dashboard.Parts.Texts;

/// <summary>A piece of a sentence.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="At">The instant that it names; null when it is none.</param>
public sealed record InstantPiece(string Text, DateTimeOffset? At);
