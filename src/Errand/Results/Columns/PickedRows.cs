using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Keeps some rows of a column, and counts the gaps in all of them.</summary>
internal sealed class PickedRows(IReadOnlyList<long> rows) : IRowSink
{
    private readonly double[] _values = new double[rows.Count];
    private int _count;

    public IReadOnlyList<double> Values => _values;

    public long NonFinite { get; private set; }

    public long Nulls { get; private set; }

    public void Take(long row, double value)
    {
        bool isGap = !double.IsFinite(value);
        if (isGap)
        {
            bool isNull = JsonNumber.IsNull(value);
            Nulls += isNull ? 1 : 0;
            NonFinite += isNull ? 0 : 1;
        }

        if (_count < rows.Count && rows[_count] == row)
        {
            _values[_count++] = isGap ? double.NaN : value;
        }
    }
}
