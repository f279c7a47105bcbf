using System.Buffers;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes an array of objects: each is a row, and each of their members a column.</summary>
internal sealed class CsvRecords(JsonTokens json, CsvNames names, CsvLines lines)
{
    /// <summary>The cells of one object, in the order in which it has them.</summary>
    private readonly ArrayBufferWriter<byte> _row = new();

    /// <summary>Where in it the cell of each column is.</summary>
    private readonly Range[] _cells = new Range[names.Count];

    private readonly bool[] _isThere = new bool[names.Count];

    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        for (int column = 0; column < names.Count; column++)
        {
            lines.AddText(names[column]);
        }

        await lines.EndAsync(cancellationToken);
        while (await json.NextAsync(depth, cancellationToken))
        {
            if (json.IsContainer)
            {
                await ReadAsync(cancellationToken);
                AddRow();
            }
            else
            {
                lines.AddEmpty(names.Count); // Null.
            }

            await lines.EndAsync(cancellationToken);
        }
    }

    /// <summary>Of members of the same name the first one counts, as it does for a pointer.</summary>
    private async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        int likely = 0;
        _row.ResetWrittenCount();
        Array.Clear(_isThere);
        while (await json.NextAsync(depth, cancellationToken))
        {
            int column = names.Find(json, likely);
            likely = column + 1;
            await json.ReadAsync(cancellationToken);
            if (_isThere[column])
            {
                await json.SkipAsync(cancellationToken);
                continue;
            }

            int start = _row.WrittenCount;
            await lines.Cells.WriteAsync(json, _row, cancellationToken);
            (_cells[column], _isThere[column]) = (start.._row.WrittenCount, true);
        }
    }

    private void AddRow()
    {
        for (int column = 0; column < names.Count; column++)
        {
            lines.Add(_isThere[column] ? _row.WrittenSpan[_cells[column]] : []);
        }
    }
}
