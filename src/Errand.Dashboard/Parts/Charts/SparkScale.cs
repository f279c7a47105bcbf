namespace Errand.Dashboard.Parts.Charts;

/// <summary>The heights of the bars of a small chart, in pixels.</summary>
/// <param name="bars">All of them: the highest one fills the chart.</param>
/// <param name="height">The height of the chart.</param>
internal sealed class SparkScale(IReadOnlyList<SparkBar> bars, double height)
{
    /// <summary>What is not nothing can be seen.</summary>
    private const double Least = 2;

    private readonly double _most = bars.Count == 0 ? 0 : bars.Max(bar => (double)bar.Good + bar.Bad);

    public double HeightOf(long count) => count == 0 ? 0 : Math.Max(Least, Math.Round(count / _most * (height - Least), 1));
}
