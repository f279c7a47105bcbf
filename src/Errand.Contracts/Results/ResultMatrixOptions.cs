namespace Errand;

/// <summary>Which part of a matrix in a result is read, and how coarsely.</summary>
public sealed record ResultMatrixOptions
{
    /// <summary>A JSON Pointer (RFC 6901) to a matrix, vectors or a grid. Empty: the whole result.</summary>
    public string At { get; init; } = "";

    /// <summary>Of a grid, the index on each leading axis, which leads to a matrix; those that are missing are 0.</summary>
    public IReadOnlyList<int> Slice { get; init; } = [];

    /// <summary>The first row.</summary>
    public int FirstRow { get; init; }

    /// <summary>The row after the last one; null: all that follow.</summary>
    public int? EndRow { get; init; }

    /// <summary>The first column.</summary>
    public int FirstColumn { get; init; }

    /// <summary>The column after the last one; null: all that follow.</summary>
    public int? EndColumn { get; init; }

    /// <summary>How many columns are wanted at most, 1 to 1,024.</summary>
    public int Width { get; init; } = 512;

    /// <summary>How many rows are wanted at most, 1 to 1,024.</summary>
    public int Height { get; init; } = 512;
}
