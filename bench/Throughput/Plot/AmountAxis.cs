namespace Throughput;

/// <summary>The horizontal axis: logarithmic, with zero one decade left of the smallest amount.</summary>
internal sealed class AmountAxis
{
    private readonly double _first;
    private readonly double _last;

    public AmountAxis(IEnumerable<Amount> amounts)
    {
        Ticks = [.. amounts.DistinctBy(amount => amount.Number).OrderBy(amount => amount.Number)];
        List<double> some = [.. Ticks.Select(amount => amount.Number).Where(number => number > 0)];
        ArgumentOutOfRangeException.ThrowIfZero(some.Count, nameof(amounts));
        HasZero = some.Count < Ticks.Count;
        _last = Math.Log10(some[^1]);
        _first = Math.Log10(some[0]) - (HasZero ? 1 : 0);
    }

    /// <summary>The amounts that were measured.</summary>
    public IReadOnlyList<Amount> Ticks { get; }

    /// <summary>Whether the axis is broken between zero and the smallest amount.</summary>
    public bool HasZero { get; }

    /// <returns>From 0, the left end, to 1, the right one.</returns>
    public double Position(double amount)
    {
        double width = _last - _first;
        return amount == 0 || width == 0 ? 0 : (Math.Log10(amount) - _first) / width;
    }
}
