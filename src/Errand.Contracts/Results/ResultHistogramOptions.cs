namespace Errand;

/// <summary>Which numbers of a result are counted, and in how many bins.</summary>
public sealed record ResultHistogramOptions
{
    /// <summary>A column as those of <see cref="ResultSeriesOptions"/>: <c>/r/*/2</c>. Empty: the whole result.</summary>
    public string Column { get; init; } = "";

    /// <summary>How many bins there are, 1 to 1,000; null: as many as suit the numbers.</summary>
    public int? Bins { get; init; }
}
