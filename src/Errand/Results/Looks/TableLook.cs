using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Errand.Results.Columns;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Tables;
using Errand.Results.Thinning;

namespace Errand.Results.Looks;

/// <summary>Reads rows of a table.</summary>
internal sealed class TableLook(IndexedResult result, TableQuery query)
{
    /// <summary>Sorting looks at no more rows.</summary>
    private const int MostSorted = 1_000_000;

    private static readonly string NotTable = string.Create(
        CultureInfo.InvariantCulture,
        $"is not a table of at most {TableLayout.MostColumns} columns: an array, or an object of arrays of one length.");

    private static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture, $"The cells of these rows take more than {CellBuffer.Most} bytes. Ask for fewer rows, or select a part.");

    public async ValueTask<Look<ResultTable>> ReadAsync(CancellationToken cancellationToken)
    {
        (ResultNode? node, ResultRefusal? refusal) = await result.FindAsync(query.Pointer, cancellationToken);
        if (node is null)
        {
            return new Look<ResultTable>(null, refusal);
        }

        if (query.Members.FirstOrDefault(name => !node.Members.Any(member => member.Name == name)) is { } missing)
        {
            return Unfit("member", FaultCode.Enum, $"\"{query.Pointer}\" has no member {missing}.");
        }

        if (TableLayout.Of(node, query.Members) is not { } layout)
        {
            return Unfit("at", FaultCode.Type, $"\"{query.Pointer}\" {NotTable}");
        }

        bool isDescending = query.Sort is ['-', ..];
        TableColumn? sorted = layout.Columns.FirstOrDefault(column => column.Name == query.Sort)
            ?? layout.Columns.FirstOrDefault(column => isDescending && column.Name == query.Sort![1..]);
        if (query.Sort is not null && sorted is null)
        {
            return Unfit("sort", FaultCode.Enum, $"The table has no column {query.Sort}.");
        }

        long[] rows = sorted is null ? Unsorted(layout)
            : await SortAsync(sorted, isDescending && sorted.Name != query.Sort, layout.Length, cancellationToken);
        return await ReadRowsAsync(layout, rows, sorted is not null && layout.Length <= MostSorted, cancellationToken);
    }

    private static Look<ResultTable> Unfit(string parameter, string code, string detail) =>
        new(null, ResultRefusal.Unfit(parameter, code, detail));

    private long[] Unsorted(TableLayout layout)
    {
        long[] rows = new long[(int)Math.Clamp(layout.Length - query.Offset, 0, query.Limit)];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (long)query.Offset + i;
        }

        return rows;
    }

    private async ValueTask<long[]> SortAsync(
        TableColumn column, bool isDescending, long length, CancellationToken cancellationToken)
    {
        var range = new RowRange(0, Math.Min(length, MostSorted));
        var first = new FirstRows((int)Math.Min((long)query.Offset + query.Limit, range.Count), isDescending);
        if (range.Count > 0)
        {
            await result.GoToElementAsync(column.Array, 0, cancellationToken);
            await result.Json.ScanAsync(new ColumnReader(column.Pointer, 0, range, first), cancellationToken);
        }

        return first.TakeFrom(query.Offset);
    }

    private async ValueTask<Look<ResultTable>> ReadRowsAsync(
        TableLayout layout, long[] rows, bool isSorted, CancellationToken cancellationToken)
    {
        var cells = new CellBuffer(CellBuffer.Most);
        long[] rising = [.. rows.Order()];
        List<byte[][]> parts = [];
        foreach (TableSource source in layout.Sources)
        {
            if (await new RowReader(result, source, cells).ReadAsync(rising, cancellationToken) is not { } part)
            {
                return Unfit("limit", FaultCode.Range, TooLong);
            }

            parts.Add(part);
        }

        return new Look<ResultTable>(
            new ResultTable
            {
                Columns = [.. layout.Columns.Select(column => new ResultTableColumn(column.Name, column.Kind))],
                Length = layout.Length,
                Items = [.. rows.Select(row => RowOf(parts, Array.BinarySearch(rising, row)))],
                Sorted = isSorted,
            },
            null);
    }

    /// <summary>Joins the cells that a row has in each array.</summary>
    private static JsonElement RowOf(List<byte[][]> parts, int row)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write("["u8);
        for (int i = 0; i < parts.Count; i++)
        {
            json.Write(i == 0 ? [] : ","u8);
            json.Write(parts[i][row]);
        }

        json.Write("]"u8);
        return JsonElement.Parse(json.WrittenSpan, new JsonDocumentOptions { MaxDepth = 1000 });
    }
}
