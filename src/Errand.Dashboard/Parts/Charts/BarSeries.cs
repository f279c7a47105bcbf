namespace Errand.Dashboard.Parts.Charts;

/// <summary>What is counted in the bars of a chart, as one of the pieces that stand on each other.</summary>
/// <param name="Words">What it is, for people.</param>
/// <param name="Kind">Its colour: a class of charts.css. One that is <c>failed</c> is hatched as well.</param>
/// <param name="Values">One number for each bar; null where nothing was written down.</param>
public sealed record BarSeries(string Words, string Kind, IReadOnlyList<long?> Values)
{
    public bool IsHatched => Kind == "failed";
}
