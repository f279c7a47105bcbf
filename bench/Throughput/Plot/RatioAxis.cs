using System.Globalization;

namespace Throughput;

/// <summary>The vertical axis: from zero to a round number above the highest ratio.</summary>
internal sealed class RatioAxis
{
    private const int MostTicks = 5;

    private static readonly double[] Steps = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly double _step;
    private readonly int _count;

    public RatioAxis(double highest)
    {
        _step = Steps.FirstOrDefault(step => highest <= step * MostTicks, Steps[^1]);
        _count = Math.Max(1, (int)Math.Ceiling(highest / _step));
    }

    public IReadOnlyList<double> Ticks => [.. Enumerable.Range(0, _count + 1).Select(number => number * _step)];

    /// <returns>From 0, the bottom, to 1, the top.</returns>
    public double Position(double ratio) => ratio / (_count * _step);

    public string Text(double tick) => tick.ToString(_step < 1 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
