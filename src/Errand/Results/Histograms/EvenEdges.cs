namespace Errand.Results.Histograms;

/// <summary>Cuts a range of numbers into parts of one width.</summary>
internal sealed class EvenEdges
{
    /// <summary>A wider range would be infinite when it is multiplied by the number of a part.</summary>
    private const double Wide = 1e300;

    private readonly double _low;
    private readonly double _high;

    /// <summary>2 when the range is too wide for a double: then all is reckoned by halves.</summary>
    private readonly double _scale;

    private readonly double _range;

    /// <summary>Of each part, if it is a whole number; else 0.</summary>
    private readonly double _whole;

    private EvenEdges(double low, double high, double scale, int count, double whole)
    {
        (_low, _high, _scale, Count, _whole) = (low, high, scale, count, whole);
        _range = (high / scale) - (low / scale);
    }

    public int Count { get; }

    /// <summary>Cuts a range into as many parts as are wanted, or into fewer: two edges are never the same double, unless all of the range
    /// is one.</summary>
    /// <param name="low">Where it begins.</param>
    /// <param name="high">Where it ends; not before it begins.</param>
    /// <param name="wanted">How many parts are wanted.</param>
    public static EvenEdges Within(double low, double high, int wanted)
    {
        double scale = double.IsInfinity(high - low) ? 2 : 1;
        double most = Math.Max(Math.Abs(low), Math.Abs(high)) / scale;
        double doubles = ((high / scale) - (low / scale)) / (Math.BitIncrement(most) - most) / 2;
        return new EvenEdges(low, high, scale, (int)Math.Clamp(doubles, 1, wanted), 0);
    }

    /// <summary>Parts as wide as a whole number, from a low end on.</summary>
    public static EvenEdges Of(double low, double width, int count) => new(low, low + (count * width), 1, count, width);

    /// <summary>Where a part begins. Numbers beyond the count of the parts go on outside of the range.</summary>
    public double Edge(int index) =>
        index == 0 ? _low
        : index == Count ? _high
        : Math.Min(double.MaxValue, _scale * ((_low / _scale) + Offset(index)));

    /// <summary>The part that a number of the range is in: it is not below the edge of that, and below the next one.</summary>
    public int IndexOf(double value)
    {
        int index = _range > 0 ? (int)Math.Clamp(((value / _scale) - (_low / _scale)) / _range * Count, 0, Count - 1) : 0;

        // The division may have rounded across an edge.
        while (index > 0 && value < Edge(index))
        {
            index--;
        }

        while (index < Count - 1 && value >= Edge(index + 1))
        {
            index++;
        }

        return index;
    }

    private double Offset(int index) =>
        _whole > 0 ? index * _whole
        : _range > Wide ? _range * ((double)index / Count)
        : _range * index / Count;
}
