namespace Throughput;

/// <summary>Where a figure is in the plot.</summary>
/// <param name="Axis">What grows.</param>
/// <param name="Line">Which rate.</param>
/// <param name="Ratio">To the rate at the smallest amount.</param>
/// <param name="Median">The rate itself.</param>
internal sealed record GrowthPoint(string Axis, string Line, Amount Amount, double Ratio, double Median);
