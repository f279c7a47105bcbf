namespace Throughput;

/// <summary>The lines of one case, above the same axis.</summary>
internal sealed record PlotPanel(string Title, string Axis, IReadOnlyList<PlotLine> Lines)
{
    public IEnumerable<GrowthPoint> Points => Lines.SelectMany(line => line.Points);
}
