namespace Errand;

/// <summary>Which columns of a result are read, and how many of their rows. A column is an array of numbers, by a JSON Pointer in which
/// <c>*</c> is each element: <c>/t</c>, <c>/r/*/2</c>, <c>/runs/*/dt</c>. There may be 16, all of one length.</summary>
/// <remarks>Of complex numbers at <c>/z</c>, an array of objects or an object of two arrays, <c>abs(/z)</c> is the column of the magnitudes
/// and <c>arg(/z)</c> that of the phases, from −π to π.</remarks>
public sealed record ResultSeriesOptions
{
    /// <summary>The column that the others are drawn over; null: the number of the row.</summary>
    public string? X { get; init; }

    /// <summary>The columns that are drawn: one or more.</summary>
    public required IReadOnlyList<string> Y { get; init; }

    /// <summary>Columns that come along, such as errors.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>The smallest x; without <see cref="X"/>, the first row.</summary>
    public double? From { get; init; }

    /// <summary>The largest x; without <see cref="X"/>, the last row. It is included.</summary>
    public double? To { get; init; }

    /// <summary>How many rows are wanted at most, 2 to 100,000.</summary>
    public int Points { get; init; } = 2000;

    /// <summary>How they are chosen if there are more.</summary>
    public ResultThinning Method { get; init; }
}
