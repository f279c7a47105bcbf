namespace Errand.Dashboard.Parts.Charts;

/// <summary>A place on an axis that is labelled.</summary>
/// <param name="Share">Where it is: 0 at its beginning, 1 at its end.</param>
/// <param name="Label">What is written there.</param>
public sealed record ChartTick(double Share, string Label)
{
    private const double Edge = 0.06;

    /// <summary>Which part of the label stands at the place, so that none is cut off: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public string Anchor => Share < Edge ? "start" : Share > 1 - Edge ? "end" : "middle";
}
