using System.Text;
using System.Text.Json;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Takes cells as numbers, instants as seconds since 1970. A row that has none is null.</summary>
internal sealed class NumberCells(IRowSink rows) : ICells
{
    private double _value = JsonNumber.Null;

    public bool TryTake(in JsonToken token) => JsonNumber.TryRead(token, out _value) || TryTakeInstant(token);

    public void Take(long row, double value) => rows.Take(row, value);

    public void EndRow(long row)
    {
        rows.Take(row, _value);
        _value = JsonNumber.Null;
    }

    private bool TryTakeInstant(in JsonToken token)
    {
        if (token.Type != JsonTokenType.String
            || !InstantForm.TryParse(Encoding.UTF8.GetString(token.Unescaped()), out DateTimeOffset instant))
        {
            return false;
        }

        _value = (instant - DateTimeOffset.UnixEpoch).TotalSeconds;
        return true;
    }
}
