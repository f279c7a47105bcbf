namespace Errand.Results.Thinning;

/// <summary>Finds the lowest and the highest row of each bucket of a column; of equal ones, the first.</summary>
/// <param name="range">The rows.</param>
/// <param name="buckets">How many of equal size they are cut into.</param>
/// <param name="hasGaps">Whether the first gap of each bucket is kept too.</param>
internal sealed class BucketExtremes(RowRange range, int buckets, bool hasGaps) : IRowSink
{
    private const long NoRow = -1;

    private readonly List<long> _rows = [];
    private int _bucket = -1;
    private (long Row, double Value) _lowest = (NoRow, 0);
    private (long Row, double Value) _highest = (NoRow, 0);
    private long _gap = NoRow;

    /// <summary>The bucket that a row is in.</summary>
    public static int BucketOf(RowRange range, int buckets, long row) => (int)((row - range.First) * buckets / range.Count);

    public void Take(long row, double value)
    {
        int bucket = BucketOf(range, buckets, row);
        if (bucket != _bucket)
        {
            Close();
            _bucket = bucket;
        }

        if (!double.IsFinite(value))
        {
            _gap = _gap == NoRow ? row : _gap;
            return;
        }

        if (_lowest.Row == NoRow || value < _lowest.Value)
        {
            _lowest = (row, value);
        }

        if (_highest.Row == NoRow || value > _highest.Value)
        {
            _highest = (row, value);
        }
    }

    /// <summary>Ends the column.</summary>
    /// <returns>The rows that are kept; some may be there twice.</returns>
    public IReadOnlyList<long> ToRows()
    {
        Close();
        return _rows;
    }

    private void Close()
    {
        Add(_lowest.Row);
        Add(_highest.Row);
        if (hasGaps)
        {
            Add(_gap);
        }

        (_lowest, _highest, _gap, _bucket) = ((NoRow, 0), (NoRow, 0), NoRow, -1);
    }

    private void Add(long row)
    {
        if (row != NoRow)
        {
            _rows.Add(row);
        }
    }
}
