using System.Buffers;
using System.Text.Json;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Tables;

/// <summary>Reads rows of one array of a table: of each its cells, with commas between them.</summary>
internal sealed class RowReader(IndexedResult result, TableSource source, CellBuffer cells)
{
    private readonly JsonTokens _json = result.Json;

    /// <summary>Of an object, where in <see cref="_object"/> the cell of each column is.</summary>
    private readonly Range[] _places = new Range[source.Columns.Count];

    private readonly bool[] _isThere = new bool[source.Columns.Count];
    private readonly CellBuffer _object = new(CellBuffer.Most);

    private bool IsTooLong => cells.IsTooLong || _object.IsTooLong;

    /// <summary>Reads rows that there are.</summary>
    /// <param name="rows">Their numbers, rising.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The cells of each row; null when they are too many bytes.</returns>
    public async ValueTask<byte[][]?> ReadAsync(IReadOnlyList<long> rows, CancellationToken cancellationToken)
    {
        byte[][] read = new byte[rows.Count][];
        long current = -1;
        int depth = 0;
        for (int i = 0; i < rows.Count && !IsTooLong; i++)
        {
            if (current >= 0 && rows[i] - current <= source.Array.Marks!.Step)
            {
                await AdvanceAsync(rows[i] - current, depth, cancellationToken);
            }
            else
            {
                await result.GoToElementAsync(source.Array, rows[i], cancellationToken);
                depth = _json.Depth - 1;
            }

            current = rows[i];
            cells.Clear();
            await ReadRowAsync(cancellationToken);
            read[i] = cells.Written.ToArray();
        }

        return IsTooLong ? null : read;
    }

    /// <summary>From the end of a row to the beginning of a later one.</summary>
    private async ValueTask AdvanceAsync(long rows, int depth, CancellationToken cancellationToken)
    {
        for (; rows > 1; rows--)
        {
            await _json.NextAsync(depth, cancellationToken);
            await _json.SkipAsync(cancellationToken);
        }

        await _json.NextAsync(depth, cancellationToken);
    }

    private ValueTask ReadRowAsync(CancellationToken cancellationToken) => source.Rows switch
    {
        TableRows.Arrays => ReadElementsAsync(cancellationToken),
        TableRows.Objects => ReadMembersAsync(cancellationToken),
        _ => _json.CopyAsync(cells, cancellationToken),
    };

    private async ValueTask ReadElementsAsync(CancellationToken cancellationToken)
    {
        int depth = _json.Depth;
        for (int i = 0; await _json.NextAsync(depth, cancellationToken); i++)
        {
            Separate(i);
            await _json.CopyAsync(cells, cancellationToken);
        }
    }

    private async ValueTask ReadMembersAsync(CancellationToken cancellationToken)
    {
        Array.Clear(_isThere);
        _object.Clear();
        if (_json.Type == JsonTokenType.StartObject)
        {
            await ReadObjectAsync(cancellationToken);
        }

        for (int column = 0; column < _places.Length; column++)
        {
            Separate(column);
            cells.Write(_isThere[column] ? _object.Written.Span[_places[column]] : "null"u8);
        }
    }

    private async ValueTask ReadObjectAsync(CancellationToken cancellationToken)
    {
        int depth = _json.Depth;
        int likely = 0;
        while (await _json.NextAsync(depth, cancellationToken))
        {
            int column = source.Array.Records!.Find(_json.Unescaped(), likely);
            likely = column + 1;
            await _json.ReadAsync(cancellationToken);
            if (column < 0 || _isThere[column])
            {
                await _json.SkipAsync(cancellationToken); // Of members of the same name the first one counts.
                continue;
            }

            int start = _object.Written.Length;
            await _json.CopyAsync(_object, cancellationToken);
            (_places[column], _isThere[column]) = (start.._object.Written.Length, true);
        }
    }

    private void Separate(int column)
    {
        if (column > 0)
        {
            cells.Write(","u8);
        }
    }
}
