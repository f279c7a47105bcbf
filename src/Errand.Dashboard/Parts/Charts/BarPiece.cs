namespace Errand.Dashboard.Parts.Charts;

/// <summary>A piece of a bar.</summary>
/// <param name="Kind">Its colour.</param>
/// <param name="IsHatched">Whether it can be told from others without colours.</param>
/// <param name="Y">Its upper end, in pixels from that of the chart.</param>
/// <param name="Height">In pixels.</param>
public sealed record BarPiece(string Kind, bool IsHatched, string Y, string Height);
