namespace Errand.Results.Thinning;

/// <summary>Keeps the extremes of buckets, and rows beside gaps. It reads each column twice, in memory that depends on the number of points
/// only.</summary>
internal static class MinMaxThinning
{
    /// <param name="range">The rows, more than there may be points.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="points">How many rows are kept at most.</param>
    /// <param name="read">Reads the rows of a column.</param>
    public static async ValueTask<long[]> ThinAsync(RowRange range, int columns, int points, Func<int, IRowSink, ValueTask> read)
    {
        // Gaps must not take all points. If there are too many, each bucket shows one.
        var edges = new GapEdges(range, (points - 2) / 2);
        for (int i = 0; i < columns; i++)
        {
            edges.Begin();
            await read(i, edges);
        }

        SortedSet<long> rows = [range.First, range.Last, .. edges.Rows];
        int rowsOfBucket = columns * (edges.AreTooMany ? 3 : 2);
        int buckets = (points - 2 - edges.Rows.Count) / rowsOfBucket;
        if (buckets > 0)
        {
            var extremes = new BucketExtremes(range, buckets, edges.AreTooMany);
            for (int i = 0; i < columns; i++)
            {
                await read(i, extremes);
                extremes.Close();
            }

            extremes.AddTo(rows);
        }

        return [.. rows];
    }
}
