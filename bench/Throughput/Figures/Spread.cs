using System.Globalization;

namespace Throughput;

/// <summary>How values are distributed: the middle and the tail.</summary>
internal sealed class Spread
{
    private readonly double[] _sorted;

    public Spread(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(values));
    }

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    public double Max => _sorted[^1];

    /// <summary>The value below which this part of all values is.</summary>
    public double At(double part) => _sorted[Math.Min((int)(part * _sorted.Length), _sorted.Length - 1)];

    public string InMilliseconds() => string.Create(
        CultureInfo.InvariantCulture, $"median {Median:0.0} ms, 99 % {At(0.99):0.0} ms, longest {Max:0.0} ms, of {Count:#,0}");
}
