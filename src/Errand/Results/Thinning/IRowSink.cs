namespace Errand.Results.Thinning;

/// <summary>Receives the rows of a column one after the other.</summary>
internal interface IRowSink
{
    void Take(long row, double value);
}
