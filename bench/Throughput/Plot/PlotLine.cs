namespace Throughput;

/// <summary>One rate on one store, at the amounts that were measured.</summary>
internal sealed record PlotLine(StoreName Store, string Rate, IReadOnlyList<GrowthPoint> Points);
