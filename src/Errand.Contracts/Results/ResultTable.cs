using System.Text.Json;

namespace Errand;

/// <summary>Rows of a table in a result.</summary>
public sealed record ResultTable
{
    /// <summary>The columns, in the order of the cells.</summary>
    public required IReadOnlyList<ResultTableColumn> Columns { get; init; }

    /// <summary>How many rows the table has.</summary>
    public required long Length { get; init; }

    /// <summary>The rows: each an array of its cells as they are stored, with null where one is missing.</summary>
    public required IReadOnlyList<JsonElement> Items { get; init; }

    /// <summary>The rows are in the order that was asked for. False when none was, or when the table has more than 1,000,000 rows: then
    /// only the first 1,000,000 are sorted, and no others are here.</summary>
    public required bool Sorted { get; init; }
}
