namespace Errand.Results.Thinning;

/// <summary>Rows that follow one another.</summary>
internal readonly record struct RowRange(long First, long Count)
{
    public long Last => First + Count - 1;

    public bool Holds(RowRange other) => other.First >= First && other.Last <= Last;
}
