using CsCheck;
using Errand.Results.Thinning;

namespace Errand.Tests.Results;

/// <summary>Thinning against brute force.</summary>
public sealed class ThinningTests
{
    private static readonly Gen<double> Value = Gen.Frequency(
        (12, Gen.Double[-10, 10]), (3, Gen.Int[-3, 3].Select(i => (double)i)), (1, Gen.OneOf(double.NaN, double.PositiveInfinity)));

    private static readonly Gen<double[][]> Columns = Gen.Select(Gen.Int[1, 3], Gen.Int[30, 300]).SelectMany(
        (columns, rows) => Value.Array[rows].Array[columns]);

    [Fact]
    public void No_extreme_of_a_bucket_is_lost_and_no_more_rows_are_kept_than_are_wanted() => Gen.Select(
        Columns, Gen.Int[2, 29], Gen.Int[0, 1000]).Sample((columns, points, first) =>
        {
            var range = new RowRange(first, columns[0].Length);
            long[] rows = MinMax(range, columns, points);

            Assert.InRange(rows.Length, 2, points);
            Assert.Equal(rows.Distinct().Order(), rows);
            Assert.Equal((range.First, range.Last), (rows[0], rows[^1]));
            (int buckets, bool areGapsThinned) = BucketsOf(range, columns, points);
            for (int bucket = 0; bucket < buckets; bucket++)
            {
                long[] inBucket = [.. Enumerable.Range(0, columns[0].Length).Select(i => first + (long)i)
                    .Where(row => BucketExtremes.BucketOf(range, buckets, row) == bucket)];
                foreach (double[] column in columns)
                {
                    double[] finite = [.. inBucket.Select(row => column[row - first]).Where(double.IsFinite)];
                    double[] kept = [.. rows.Intersect(inBucket).Select(row => column[row - first])];
                    Assert.True(finite.Length == 0 || (kept.Contains(finite.Min()) && kept.Contains(finite.Max())));
                    Assert.True(!areGapsThinned || finite.Length == inBucket.Length || kept.Any(value => !double.IsFinite(value)));
                }
            }
        });

    [Fact]
    public void Buckets_are_of_one_size() => Gen.Select(Gen.Int[1, 50], Gen.Int[50, 500]).Sample((buckets, rows) =>
    {
        var range = new RowRange(7, rows);
        int[] sizes = [.. Enumerable.Range(7, rows).GroupBy(row => BucketExtremes.BucketOf(range, buckets, row))
            .Select(group => group.Count())];
        Assert.Equal(buckets, sizes.Length);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    });

    [Fact]
    public void Rows_beside_gaps_are_kept()
    {
        double[] column = [.. Enumerable.Range(0, 1000).Select(i => i is >= 500 and < 600 or 0 or 700 ? double.NaN : i)];
        long[] rows = MinMax(new RowRange(0, 1000), [column], 100);
        Assert.Superset(new HashSet<long> { 0, 1, 499, 500, 600, 699, 700, 701 }, rows.ToHashSet());
    }

    [Fact]
    public void Gaps_everywhere_do_not_take_all_points()
    {
        double[] column = [.. Enumerable.Range(0, 10_000).Select(i => i % 2 == 0 ? double.NaN : i == 5001 ? 1e9 : i)];
        long[] rows = MinMax(new RowRange(0, 10_000), [column], 100);
        Assert.InRange(rows.Length, 60, 100);
        Assert.Contains(5001, rows);
        Assert.Contains(rows, row => row % 2 == 0 && row > 5000);
    }

    [Fact]
    public void Largest_triangles_are_those_of_the_paper() => Gen.Select(
        Gen.Double[-10, 10].Array[10, 200], Gen.Int[2, 9]).Sample((y, points) =>
        {
            double[] x = [.. Enumerable.Range(0, y.Length).Select(i => i * 0.5)];
            Assert.Equal(Reference(x, y, points), LttbThinning.Thin(x, [y], points));
            double[] rows = [.. Enumerable.Range(0, y.Length).Select(i => (double)i)];
            Assert.Equal(Reference(rows, y, points), LttbThinning.Thin(null, [y], points));
        });

    [Fact]
    public void Triangles_of_several_columns_with_gaps_are_rows_too() => Gen.Select(Columns, Gen.Int[2, 29]).Sample((columns, points) =>
    {
        int[] rows = LttbThinning.Thin(null, columns, points);
        Assert.Equal(points, rows.Length);
        Assert.Equal(rows.Distinct().Order(), rows);
        Assert.Equal((0, columns[0].Length - 1), (rows[0], rows[^1]));
    });

    [Fact]
    public void No_row_is_farther_from_a_path_than_its_tolerance() => Gen.Select(
        Gen.Int[2, 3], Gen.Int[30, 200], Gen.Int[2, 29], Gen.Bool).SelectMany((axes, rows, points, isWalk) =>
        Gen.Double[-1, 1].Array[rows].Array[axes].Select(columns => (columns: isWalk ? [.. columns.Select(Walk)] : columns, points)))
        .Sample(view => IsWithinTolerance(view.columns, view.points));

    [Fact]
    public void A_straight_path_is_its_ends()
    {
        double[] axis = [.. Enumerable.Range(0, 1000).Select(i => i * 0.1)];
        (int[] rows, double tolerance) = PathThinning.Thin([axis, [.. axis.Select(x => 7 - x)]], 50)!.Value;
        Assert.Equal([0, 999], rows);
        Assert.InRange(tolerance, 0, 1e-5);
    }

    [Fact]
    public void A_path_is_broken_at_gaps()
    {
        double[] axis = [.. Enumerable.Range(0, 100).Select(i => i is >= 40 and < 50 ? double.NaN : i)];
        (int[] rows, _) = PathThinning.Thin([axis, [.. axis.Select(_ => 1.0)]], 50)!.Value;
        Assert.Equal([0, 39, 40, 50, 99], rows);
    }

    [Fact]
    public void A_path_of_more_parts_than_points_is_refused()
    {
        double[] axis = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? double.NaN : i)];
        Assert.Null(PathThinning.Thin([axis, axis], 50));
    }

    private static long[] MinMax(RowRange range, double[][] columns, int points) => MinMaxThinning.ThinAsync(
        range, columns.Length, points, rows =>
        {
            for (int i = 0; i < range.Count * columns.Length; i++)
            {
                rows[(int)(i / range.Count)].Take(range.First + (i % range.Count), columns[i / range.Count][i % range.Count]);
            }

            return ValueTask.CompletedTask;
        }).AsTask().GetAwaiter().GetResult();

    /// <summary>How many fit at worst, by what is documented.</summary>
    private static (int Buckets, bool AreGapsThinned) BucketsOf(RowRange range, double[][] columns, int points)
    {
        HashSet<long> edges = [];
        foreach (double[] column in columns)
        {
            for (int i = 0; i < column.Length; i++)
            {
                bool isGap = !double.IsFinite(column[i]);
                bool wasGap = i > 0 && !double.IsFinite(column[i - 1]);
                edges.UnionWith(isGap && !wasGap ? i > 0 ? [range.First + i - 1, range.First + i] : [range.First + i] : []);
                edges.UnionWith(!isGap && wasGap ? [range.First + i] : []);
            }
        }

        bool areTooMany = edges.Count > (points - 2) / 2;
        return ((points - 2 - (areTooMany ? 0 : edges.Count)) / (columns.Length * (areTooMany ? 3 : 2)), areTooMany);
    }

    /// <summary>As in the paper: buckets of equal size, and of each the point of the largest triangle with the last one that was taken and
    /// the mean of the next bucket.</summary>
    private static int[] Reference(double[] x, double[] y, int points)
    {
        List<int> taken = [0];
        int inner = x.Length - 2;
        int StartOf(int bucket) => 1 + bucket * inner / (points - 2);
        List<int[]> buckets = [.. Enumerable.Range(0, points - 2).Select(
            b => Enumerable.Range(StartOf(b), StartOf(b + 1) - StartOf(b)).ToArray()), [x.Length - 1]];
        for (int b = 0; b < buckets.Count - 1; b++)
        {
            (double meanX, double meanY) = (buckets[b + 1].Average(row => x[row]), buckets[b + 1].Average(row => y[row]));
            int last = taken[^1];
            taken.Add(buckets[b].MaxBy(row => Math.Abs((x[last] - meanX) * (y[row] - y[last]) - (x[last] - x[row]) * (meanY - y[last]))));
        }

        return [.. taken, x.Length - 1];
    }

    private static void IsWithinTolerance(double[][] columns, int points)
    {
        (int[] rows, double tolerance) = PathThinning.Thin(columns, points)!.Value;
        Assert.InRange(rows.Length, 2, points);
        Assert.Equal((0, columns[0].Length - 1), (rows[0], rows[^1]));
        double[][] axes = [.. columns.Select(column => column.Select(v => (v - column.Min()) / (column.Max() - column.Min())).ToArray())];
        foreach ((int start, int end) in rows.Zip(rows.Skip(1)))
        {
            for (int row = start + 1; row < end; row++)
            {
                Assert.InRange(Distance(axes, row, start, end), 0, tolerance + 1e-9);
            }
        }
    }

    private static double Distance(double[][] axes, int row, int start, int end)
    {
        double length = Math.Sqrt(axes.Sum(axis => Math.Pow(axis[end] - axis[start], 2)));
        double along = length == 0 ? 0 : axes.Sum(axis => (axis[row] - axis[start]) * (axis[end] - axis[start])) / length;
        double share = length == 0 ? 0 : Math.Clamp(along / length, 0, 1);
        return Math.Sqrt(axes.Sum(axis => Math.Pow(axis[row] - axis[start] - share * (axis[end] - axis[start]), 2)));
    }

    private static double[] Walk(double[] steps)
    {
        double at = 0;
        return [.. steps.Select(step => at += step)];
    }
}
