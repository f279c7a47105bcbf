using System.Buffers;
using System.Globalization;
using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes an object of arrays: each array is a column, or several. The rows are cut into blocks, and for each block every array is
/// read from where the block before it has ended; so memory is one block.</summary>
internal sealed class CsvColumns(JsonTokens json, IReadOnlyList<CsvColumn> columns, long length, CsvLines lines)
{
    /// <summary>In bytes. Small blocks have the reader jump often.</summary>
    private const int BlockSize = 4 * 1024 * 1024;

    /// <summary>Where the next element of each column is.</summary>
    private readonly long[] _places = [.. columns.Select(column => column.First)];

    private readonly ArrayBufferWriter<byte> _cells = new();

    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(cancellationToken);
        for (long left = length, rows; left > 0; left -= rows)
        {
            rows = Math.Min(left, RowsOfBlock());
            await WriteBlockAsync((int)rows, rows == left, cancellationToken);
        }
    }

    private long RowsOfBlock() => Math.Max(1, BlockSize / (1 + columns.Sum(column => column.Bytes) / length));

    private async ValueTask WriteBlockAsync(int rows, bool isLast, CancellationToken cancellationToken)
    {
        int[] ends = new int[columns.Count * rows];
        _cells.ResetWrittenCount();
        for (int column = 0; column < columns.Count; column++)
        {
            await ReadAsync(column, ends.AsMemory(column * rows, rows), isLast, cancellationToken);
        }

        for (int row = 0; row < rows; row++)
        {
            await WriteRowAsync(row, rows, ends, cancellationToken);
        }
    }

    private async ValueTask WriteHeaderAsync(CancellationToken cancellationToken)
    {
        foreach (CsvColumn column in columns)
        {
            if (column.Width == 0)
            {
                lines.AddText(column.Name);
            }

            for (int i = 0; i < column.Width; i++)
            {
                lines.AddText([.. column.Name, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $".{i}"))]);
            }
        }

        await lines.EndAsync(cancellationToken);
    }

    /// <summary>Reads the elements of a column that belong to a block.</summary>
    private async ValueTask ReadAsync(int column, Memory<int> ends, bool isLast, CancellationToken cancellationToken)
    {
        await json.SeekAsync(_places[column], cancellationToken);
        int depth = json.Depth - 1;
        for (int i = 0; i < ends.Length; i++)
        {
            await ReadElementAsync(columns[column].Width, cancellationToken);
            ends.Span[i] = _cells.WrittenCount;
            if (i + 1 < ends.Length || !isLast)
            {
                await json.NextAsync(depth, cancellationToken);
            }
        }

        _places[column] = json.Position;
    }

    /// <summary>Reads an element: the cells of an array are joined already.</summary>
    private async ValueTask ReadElementAsync(int width, CancellationToken cancellationToken)
    {
        if (width == 0)
        {
            await lines.Cells.WriteAsync(json, _cells, cancellationToken);
            return;
        }

        int depth = json.Depth;
        bool isNull = !json.IsContainer;
        for (int i = 0; i < width; i++)
        {
            if (i > 0)
            {
                _cells.Write(","u8);
            }

            if (!isNull && await json.NextAsync(depth, cancellationToken))
            {
                await lines.Cells.WriteAsync(json, _cells, cancellationToken);
            }
        }

        if (!isNull)
        {
            await json.CloseAsync(depth, cancellationToken);
        }
    }

    private ValueTask WriteRowAsync(int row, int rows, int[] ends, CancellationToken cancellationToken)
    {
        for (int i = row; i < ends.Length; i += rows)
        {
            lines.Add(_cells.WrittenSpan[(i == 0 ? 0 : ends[i - 1])..ends[i]]);
        }

        return lines.EndAsync(cancellationToken);
    }
}
