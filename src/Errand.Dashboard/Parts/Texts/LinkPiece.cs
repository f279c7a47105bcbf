namespace Errand.Dashboard.Parts.Texts;

/// <summary>A stretch of text.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Url">Where it leads; null when it is no link.</param>
public sealed record LinkPiece(string Text, string? Url = null);
