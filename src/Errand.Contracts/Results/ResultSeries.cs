using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Rows of columns of a result.</summary>
public sealed record ResultSeries
{
    /// <summary>How many rows the columns have.</summary>
    public required long Length { get; init; }

    /// <summary>The first row in the range that was asked for; null when none is.</summary>
    public long? First { get; init; }

    /// <summary>The last row in the range.</summary>
    public long? Last { get; init; }

    /// <summary>How many rows are here.</summary>
    public required int Drawn { get; init; }

    /// <summary>How they were chosen.</summary>
    public required ResultThinning Method { get; init; }

    /// <summary>Of a path that was thinned: how far from it a row may be that is left out, on axes that are scaled to 0…1; else
    /// null.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Their numbers, rising.</summary>
    public required IReadOnlyList<long> Rows { get; init; }

    /// <summary>Their x; null when rows are drawn over their numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResultColumn? X { get; init; }

    /// <summary>The columns that are drawn.</summary>
    public required IReadOnlyList<ResultColumn> Series { get; init; }

    /// <summary>The columns that came along.</summary>
    public required IReadOnlyList<ResultColumn> With { get; init; }
}
