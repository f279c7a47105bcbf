using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Takes cells as numbers. A row that has none is null.</summary>
internal sealed class NumberCells(IRowSink rows) : ICells
{
    private double _value = JsonNumber.Null;

    public bool TryTake(in JsonToken token) => JsonNumber.TryRead(token, out _value);

    public void Take(long row, double value) => rows.Take(row, value);

    public void EndRow(long row)
    {
        rows.Take(row, _value);
        _value = JsonNumber.Null;
    }
}
