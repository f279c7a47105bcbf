using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Finds the first and the last row whose number is in a range.</summary>
internal sealed class RowsWithin(double from, double to) : IRowSink
{
    private long? _first;
    private long _last;

    public RowRange Range => _first is { } first ? new RowRange(first, _last - first + 1) : default;

    public void Take(long row, double value)
    {
        if (value >= from && value <= to && double.IsFinite(value))
        {
            _first ??= row;
            _last = row;
        }
    }
}
