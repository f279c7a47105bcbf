namespace Throughput;

/// <summary>Collects what a run has measured at growing amounts of work, for a picture of it.</summary>
internal sealed class GrowthPlot
{
    private readonly List<(string Case, StoreName Store, GrowthPoint Point)> _points = [];

    /// <summary>Whether no growth was measured.</summary>
    public bool IsEmpty => _points.Count == 0;

    /// <summary>A panel for each case, a line in it for each rate on each store.</summary>
    public IReadOnlyList<PlotPanel> Panels =>
    [
        .. _points.GroupBy(point => (point.Case, point.Point.Axis), (panel, points) => new PlotPanel(
            panel.Case,
            panel.Axis,
            [.. points.GroupBy(point => (point.Store, point.Point.Line), (line, of) => new PlotLine(
                line.Store, line.Line, [.. of.Select(point => point.Point)]))])),
    ];

    /// <summary>Figures that have no point are left out.</summary>
    public void Add(BenchCase @case, StoreName store, IEnumerable<Figure> figures) =>
        _points.AddRange(figures.Select(figure => figure.Point).OfType<GrowthPoint>().Select(point => (@case.Title, store, point)));
}
