namespace Errand.Results.Formats;

/// <summary>What a table is made of.</summary>
internal sealed record CsvShape
{
    /// <summary>The shape of a value that is not a table, for people; null for a table.</summary>
    public string? Other { get; private init; }

    public CsvLayout Layout { get; private init; }

    /// <summary>The columns of records.</summary>
    public CsvNames Names { get; private init; } = new();

    /// <summary>How many columns rows have.</summary>
    public int Width { get; private init; }

    /// <summary>The arrays of an object.</summary>
    public IReadOnlyList<CsvColumn> Columns { get; private init; } = [];

    /// <summary>How many elements each of these has.</summary>
    public long Length { get; private init; }

    /// <summary>How many columns the table has.</summary>
    public int TableWidth => Layout switch
    {
        CsvLayout.Values => 1,
        CsvLayout.Rows => Width,
        CsvLayout.Records => Names.Count,
        _ => Columns.Sum(column => Math.Max(1, column.Width)),
    };

    public static CsvShape Values { get; } = new() { Layout = CsvLayout.Values };

    public static CsvShape OtherThan(string shape) => new() { Other = shape };

    public static CsvShape OfRows(int width) => new() { Layout = CsvLayout.Rows, Width = width };

    public static CsvShape OfRecords(CsvNames names) => new() { Layout = CsvLayout.Records, Names = names };

    public static CsvShape OfColumns(IReadOnlyList<CsvColumn> columns, long length) =>
        new() { Layout = CsvLayout.Columns, Columns = columns, Length = length };
}
