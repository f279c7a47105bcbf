using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Keeps the rows that come first in the order of a column, as many as are wanted.</summary>
internal sealed class FirstRows : ICells
{
    private static readonly SortKey Nothing = new(SortRank.None, 0, 0, 0);

    private readonly PriorityQueue<long, SortKey> _rows;
    private readonly int _most;
    private SortKey _key = Nothing;

    public FirstRows(int most, bool isDescending)
    {
        _most = most;
        // The queue gives the row away that comes last.
        _rows = new(Comparer<SortKey>.Create((one, other) => other.CompareTo(one, isDescending)));
    }

    public bool TryTake(in JsonToken token)
    {
        _key = SortKey.Of(token);
        return true;
    }

    public void EndRow(long row)
    {
        SortKey key = _key with { Row = row };
        _key = Nothing;
        if (_rows.Count < _most)
        {
            _rows.Enqueue(row, key);
        }
        else if (_most > 0)
        {
            _rows.EnqueueDequeue(row, key);
        }
    }

    /// <summary>The rows after the first ones, in order. It is empty then.</summary>
    public long[] TakeFrom(int offset)
    {
        long[] rows = new long[Math.Max(0, _rows.Count - offset)];
        for (int i = rows.Length - 1; i >= 0; i--)
        {
            rows[i] = _rows.Dequeue();
        }

        return rows;
    }
}
