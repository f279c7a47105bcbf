namespace Errand.Results.Thinning;

/// <summary>Collects the rows at the gaps of a column: the row before a gap, its first row, which breaks the line, and the row after
/// it.</summary>
/// <param name="range">The rows.</param>
/// <param name="most">If there are more of them, none is collected.</param>
internal sealed class GapEdges(RowRange range, int most) : IRowSink
{
    private readonly SortedSet<long> _rows = [];
    private bool _isInGap;

    public bool AreTooMany { get; private set; }

    public IReadOnlyCollection<long> Rows => _rows;

    public void Take(long row, double value)
    {
        bool isGap = !double.IsFinite(value);
        if (isGap != _isInGap && !AreTooMany)
        {
            if (isGap && row > range.First)
            {
                _rows.Add(row - 1);
            }

            _rows.Add(row);
            if (_rows.Count > most)
            {
                AreTooMany = true;
                _rows.Clear();
            }
        }

        _isInGap = isGap;
    }
}
