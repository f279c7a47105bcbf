using System.Text.Json;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Takes cells that are instants, as seconds since 1970. A text that is none is a gap; a row that has none is null.</summary>
internal sealed class InstantCells(IRowSink rows) : ICells
{
    private double _value = JsonNumber.Null;

    public bool TryTake(in JsonToken token)
    {
        _value = token.Type == JsonTokenType.Null ? JsonNumber.Null
            : InstantSeconds.TryRead(token.Unescaped(), out double seconds) ? seconds
            : double.NaN;
        return token.Type is JsonTokenType.Null or JsonTokenType.String;
    }

    public void EndRow(long row)
    {
        rows.Take(row, _value);
        _value = JsonNumber.Null;
    }
}
