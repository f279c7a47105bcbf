namespace Errand.Dashboard.Parts.Charts;

/// <summary>A bar of a small chart.</summary>
/// <param name="Title">What it stands for, for people.</param>
/// <param name="Good">How much of it is well.</param>
/// <param name="Bad">How much of it failed: drawn on top.</param>
public sealed record SparkBar(string Title, long Good, long Bad = 0);
