namespace Errand.Results.Thinning;

/// <summary>Douglas-Peucker on axes that are scaled to 0…1 each. Gaps break the path: each part is thinned by itself.</summary>
internal sealed class PathThinning
{
    /// <summary>The smallest tolerance that is tried: what it leaves out no screen shows.</summary>
    private const double Finest = 1.0 / (1 << 20);

    /// <summary>Larger than the space: only the ends of each part are left.</summary>
    private const double Coarsest = 2;

    /// <summary>A path may be such that each split leaves one row on one side. This is some seconds.</summary>
    private const long MostWork = 400_000_000;

    private readonly double[][] _axes;

    /// <summary>With a smaller tolerance, the row is kept.</summary>
    private readonly double[] _importance;

    private long _work;

    private PathThinning(IReadOnlyList<double[]> columns)
    {
        _axes = [.. columns.Select(Scaled)];
        _importance = new double[columns[0].Length];
    }

    /// <param name="columns">Two or three columns of one length.</param>
    /// <param name="points">How many rows are kept at most.</param>
    /// <returns>Their numbers, counted from the first row of the columns, and the tolerance; null when the path has more parts than
    /// points, or is too intricate.</returns>
    public static (int[] Rows, double Tolerance)? Thin(IReadOnlyList<double[]> columns, int points)
    {
        var path = new PathThinning(columns);
        if (!path.TryWeigh())
        {
            return null;
        }

        for (double tolerance = Finest; tolerance <= Coarsest; tolerance *= 2)
        {
            if (path._importance.Count(importance => importance > tolerance) <= points)
            {
                return ([.. Enumerable.Range(0, path._importance.Length).Where(row => path._importance[row] > tolerance)], tolerance);
            }
        }

        return null;
    }

    private bool TryWeigh()
    {
        int count = _importance.Length;
        for (int start = 0; start < count;)
        {
            int end = start;
            bool isGap = IsGap(start);
            while (end + 1 < count && IsGap(end + 1) == isGap)
            {
                end++;
            }

            _importance[start] = double.PositiveInfinity; // Of a gap, its first row breaks the line.
            if (!isGap)
            {
                _importance[end] = double.PositiveInfinity;
                if (!TryWeigh(start, end))
                {
                    return false;
                }
            }

            start = end + 1;
        }

        // The first and the last row are kept, whatever they are.
        _importance[count - 1] = double.PositiveInfinity;
        return true;
    }

    /// <summary>Weighs the rows between two. A row is split off only if those around it were: so it weighs no more than they do.</summary>
    private bool TryWeigh(int start, int end)
    {
        Stack<(int Start, int End, double Most)> parts = new([(start, end, double.PositiveInfinity)]);
        while (parts.TryPop(out (int Start, int End, double Most) part))
        {
            if (part.End - part.Start < 2)
            {
                continue;
            }

            _work += part.End - part.Start;
            if (_work > MostWork)
            {
                return false;
            }

            (int farthest, double distance) = Farthest(part.Start, part.End);
            if (distance > Finest)
            {
                double importance = Math.Min(distance, part.Most);
                _importance[farthest] = importance;
                parts.Push((part.Start, farthest, importance));
                parts.Push((farthest, part.End, importance));
            }
        }

        return true;
    }

    private (int Row, double Distance) Farthest(int start, int end)
    {
        (int farthest, double most) = (start, -1);
        for (int row = start + 1; row < end; row++)
        {
            double square = SquareOfDistance(row, start, end);
            (farthest, most) = square > most ? (row, square) : (farthest, most);
        }

        return (farthest, Math.Sqrt(most));
    }

    /// <summary>From a row to the segment between two.</summary>
    private double SquareOfDistance(int row, int start, int end)
    {
        (double along, double length) = (0, 0);
        foreach (double[] axis in _axes)
        {
            double step = axis[end] - axis[start];
            along += (axis[row] - axis[start]) * step;
            length += step * step;
        }

        double share = length > 0 ? Math.Clamp(along / length, 0, 1) : 0;
        double square = 0;
        foreach (double[] axis in _axes)
        {
            double off = axis[row] - axis[start] - (share * (axis[end] - axis[start]));
            square += off * off;
        }

        return square;
    }

    private bool IsGap(int row) => Array.Exists(_axes, axis => !double.IsFinite(axis[row]));

    private static double[] Scaled(double[] column)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in column.Where(double.IsFinite))
        {
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        double width = (max / 2) - (min / 2); // The difference itself may be too large for a double.
        return [.. column.Select(value => !double.IsFinite(value) ? double.NaN : width > 0 ? ((value / 2) - (min / 2)) / width : 0)];
    }
}
