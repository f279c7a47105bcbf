namespace Errand.Dashboard.Pages.Results.Export;

/// <summary>A plot in an exported file.</summary>
internal sealed record ExportView
{
    public required ResultView View { get; init; }

    /// <summary>How many rows its columns have in the result.</summary>
    public long Length { get; init; }

    /// <summary>The key of the numbers of the rows that are here; null: all are.</summary>
    public string? Rows { get; init; }

    /// <summary>The same of columns that have rows of their own, by the pointer of the column.</summary>
    public IReadOnlyDictionary<string, string> OwnRows { get; init; } = new Dictionary<string, string>();

    /// <summary>The key of each of its columns, by the pointer.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The texts of its categories, by the pointer.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The matrix, or each slice of a grid by its place: <c>3,0</c>.</summary>
    public IReadOnlyDictionary<string, ResultMatrix> Matrices { get; init; } = new Dictionary<string, ResultMatrix>();

    /// <summary>The counts of its numbers; null when it is no histogram.</summary>
    public ResultHistogram? Histogram { get; init; }
}
