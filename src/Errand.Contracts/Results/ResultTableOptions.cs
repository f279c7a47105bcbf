namespace Errand;

/// <summary>Which rows of a table in a result are read.</summary>
public sealed record ResultTableOptions
{
    /// <summary>A JSON Pointer (RFC 6901) to the table: an array, or an object of arrays of one length. Empty: the whole result.</summary>
    public string At { get; init; } = "";

    /// <summary>The members of an object that are the table, arrays of one length, when it has others too. Empty: all of them.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The name of the column to sort by, with <c>-</c> in front to begin with the largest; null: the order of the
    /// result.</summary>
    public string? Sort { get; init; }

    /// <summary>How many rows are left out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>How many rows are read at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
