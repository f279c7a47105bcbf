namespace Errand.Dashboard.Pages.Results;

/// <summary>Rows and columns of text.</summary>
public sealed record TableContent : ViewContent
{
    public const int PageRows = 100;

    /// <summary>The rows of this page.</summary>
    public required ResultTable Table { get; init; }

    /// <summary>What is shown of them, in this order.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>The name of the column that rows are sorted by, with <c>-</c> in front when the largest comes first; null: as
    /// stored.</summary>
    public string? Sort { get; init; }

    /// <summary>The first row of this page.</summary>
    public required int Offset { get; init; }

    public bool HasNext => Offset + Table.Items.Count < Reach;

    /// <summary>How many rows can be leafed through: of a sorted table those that were sorted.</summary>
    public long Reach => Sort is not null && !Table.Sorted ? Math.Min(Table.Length, MostSorted) : Table.Length;

    /// <summary>How many rows sorting looks at (docs/http-api.md).</summary>
    public const int MostSorted = 1_000_000;
}
