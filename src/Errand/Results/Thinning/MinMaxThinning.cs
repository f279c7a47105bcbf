namespace Errand.Results.Thinning;

/// <summary>Keeps the extremes of buckets, and rows beside gaps. It reads each column twice, in memory that depends on the number of points
/// only.</summary>
internal static class MinMaxThinning
{
    /// <param name="range">The rows, more than there may be points.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="points">How many rows are kept at most.</param>
    /// <param name="read">Reads the rows of each column into what receives them.</param>
    public static async ValueTask<long[]> ThinAsync(
        RowRange range, int columns, int points, Func<IReadOnlyList<IRowSink>, ValueTask> read)
    {
        // Gaps must not take all points. If there are too many, each bucket shows one.
        int mostEdges = (points - 2) / 2;
        GapEdges[] gaps = [.. Enumerable.Range(0, columns).Select(_ => new GapEdges(range, mostEdges))];
        await read(gaps);
        SortedSet<long> edges = [.. gaps.SelectMany(column => column.Rows)];
        bool areTooMany = edges.Count > mostEdges || gaps.Any(column => column.AreTooMany);
        if (areTooMany)
        {
            edges.Clear();
        }

        SortedSet<long> rows = [range.First, range.Last, .. edges];
        int rowsOfBucket = columns * (areTooMany ? 3 : 2);
        int buckets = (points - 2 - edges.Count) / rowsOfBucket;
        if (buckets > 0)
        {
            BucketExtremes[] extremes = [.. Enumerable.Range(0, columns).Select(_ => new BucketExtremes(range, buckets, areTooMany))];
            await read(extremes);
            rows.UnionWith(extremes.SelectMany(column => column.ToRows()));
        }

        return [.. rows];
    }
}
