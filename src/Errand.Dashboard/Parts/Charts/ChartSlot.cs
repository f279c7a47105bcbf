namespace Errand.Dashboard.Parts.Charts;

/// <summary>The place of a bar, as wide as the bar and the gap beside it.</summary>
/// <param name="X">Where it begins, in percent.</param>
/// <param name="Words">What is there, for people.</param>
/// <param name="Pieces">The pieces of its bar, from below.</param>
public sealed record ChartSlot(string X, string Words, IReadOnlyList<BarPiece> Pieces);
