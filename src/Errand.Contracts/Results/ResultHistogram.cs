namespace Errand;

/// <summary>How many numbers of a column of a result lie in which range. All of them are counted.</summary>
public sealed record ResultHistogram
{
    /// <summary>The column, by its pointer.</summary>
    public required string Column { get; init; }

    /// <summary>How many rows the column has.</summary>
    public required long Length { get; init; }

    /// <summary>The smallest finite number; null when there is none.</summary>
    public required double? Min { get; init; }

    /// <summary>The largest one.</summary>
    public required double? Max { get; init; }

    /// <summary>How many numbers are NaN, infinite or too large for a double. They are in no bin.</summary>
    public required long NonFinite { get; init; }

    /// <summary>How many are null. They are in no bin.</summary>
    public required long Nulls { get; init; }

    /// <summary>How the bins were chosen.</summary>
    public required ResultBinning Rule { get; init; }

    /// <summary>Where bins begin, and where the last one ends: one more than there are bins. A bin has the number that it begins with, and
    /// not the one that it ends with; the last bin has both. Empty when no number is finite.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>How many numbers each bin has.</summary>
    public required IReadOnlyList<long> Counts { get; init; }
}
