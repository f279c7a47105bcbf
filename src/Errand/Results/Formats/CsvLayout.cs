namespace Errand.Results.Formats;

/// <summary>How a table is laid out in JSON.</summary>
internal enum CsvLayout
{
    /// <summary>An array of plain values: one column.</summary>
    Values,

    /// <summary>An array of arrays.</summary>
    Rows,

    /// <summary>An array of objects.</summary>
    Records,

    /// <summary>An object of arrays.</summary>
    Columns,
}
