namespace Errand.Results.Thinning;

/// <summary>Largest triangle three buckets (Steinarsson 2013). With several columns, the row is kept whose triangles are largest together,
/// each column scaled to its range.</summary>
internal static class LttbThinning
{
    /// <param name="x">The x of each row; null: its number.</param>
    /// <param name="columns">The columns that are drawn, all of one length.</param>
    /// <param name="points">How many rows are kept; fewer than there are.</param>
    /// <returns>Their numbers, counted from the first row of the columns.</returns>
    public static int[] Thin(double[]? x, IReadOnlyList<double[]> columns, int points)
    {
        int count = columns[0].Length;
        int[] kept = new int[points];
        double[] scales = [.. columns.Select(ScaleOf)];
        kept[^1] = count - 1;
        for (int bucket = 1; bucket < points - 1; bucket++)
        {
            (int start, int end) = RangeOf(bucket, points, count);
            (int nextStart, int nextEnd) = bucket + 1 < points - 1 ? RangeOf(bucket + 1, points, count) : (count - 1, count);
            var next = new Corner(x, columns, nextStart, nextEnd);
            kept[bucket] = Largest(x, columns, scales, kept[bucket - 1], (start, end), next);
        }

        return kept;
    }

    /// <summary>The first and the last row have buckets of their own; the others are shared out evenly.</summary>
    private static (int Start, int End) RangeOf(int bucket, int points, int count)
    {
        long inner = count - 2;
        return ((int)(1 + ((bucket - 1) * inner / (points - 2))), (int)(1 + (bucket * inner / (points - 2))));
    }

    private static int Largest(
        double[]? x, IReadOnlyList<double[]> columns, double[] scales, int before, (int Start, int End) bucket, Corner next)
    {
        int largest = bucket.Start;
        double most = -1;
        double beforeX = XOf(x, before);
        for (int row = bucket.Start; row < bucket.End; row++)
        {
            double area = 0;
            for (int i = 0; i < columns.Count; i++)
            {
                double twice = ((beforeX - next.X) * (columns[i][row] - columns[i][before]))
                    - ((beforeX - XOf(x, row)) * (next.Y[i] - columns[i][before]));
                area += double.IsFinite(twice) ? Math.Abs(twice) * scales[i] : 0; // A gap has no triangle.
            }

            (largest, most) = area > most ? (row, area) : (largest, most);
        }

        return largest;
    }

    private static double XOf(double[]? x, int row) => x is null ? row : x[row];

    private static double ScaleOf(double[] column)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in column.Where(double.IsFinite))
        {
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        double scale = 1 / (max - min);
        return double.IsFinite(scale) ? scale : 0;
    }

    /// <summary>The third corner of the triangles of a bucket: the mean of the next bucket.</summary>
    private sealed class Corner
    {
        public Corner(double[]? x, IReadOnlyList<double[]> columns, int start, int end)
        {
            X = Mean(row => XOf(x, row), start, end);
            Y = [.. columns.Select(column => Mean(row => column[row], start, end))];
        }

        public double X { get; }

        public double[] Y { get; }

        private static double Mean(Func<int, double> value, int start, int end)
        {
            (double sum, int count) = (0, 0);
            for (int row = start; row < end; row++)
            {
                double one = value(row);
                (sum, count) = double.IsFinite(one) ? (sum + one, count + 1) : (sum, count);
            }

            return sum / count; // NaN when all of them are gaps.
        }
    }
}
