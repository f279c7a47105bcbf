using CsCheck;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class MatrixTests
{
    [Fact]
    public void A_matrix_is_the_means_of_its_blocks() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40]).SelectMany((rows, columns) =>
        Gen.Select(
            Gen.Frequency((9, Gen.Int[-50, 50].Select(i => i * 0.5)), (1, Gen.Const(double.NaN))).Array[columns].Array[rows],
            Gen.Int[0, 45].Array[4], Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[16, 300]))
        .Sample((matrix, ends, width, height, blockSize) =>
        {
            (int firstRow, int endRow) = (Math.Min(ends[0], ends[1]), Math.Max(ends[0], ends[1]));
            (int firstColumn, int endColumn) = (Math.Min(ends[2], ends[3]), Math.Max(ends[2], ends[3]));
            string json = $"[{string.Join(',', matrix.Select(Joined))}]";
            if (matrix.All(row => row.All(double.IsNaN)))
            {
                return; // Not a matrix of numbers.
            }

            ResultMatrix means = LookRuns.Value(
                json, Query(first: (firstRow, firstColumn), end: (endRow, endColumn), width: width, height: height), blockSize);

            double[][] part = [.. matrix.Skip(firstRow).Take(endRow - firstRow).Select(
                row => row.Skip(firstColumn).Take(endColumn - firstColumn).ToArray())];
            IsOf(means, part, width, height);
        });

    [Fact]
    public void A_slice_of_a_grid_is_a_matrix()
    {
        string grid = $"[{string.Join(',', Enumerable.Range(0, 3).Select(a => $"[{string.Join(',', Enumerable.Range(0, 2).Select(
            b => $"[[1{a}0{b},1],[2,3],[4,1{a}{b}]]"))}]"))}]";
        Assert.Equal([1201, 1, 2, 3, 4, 121], LookRuns.Value(grid, Query(slice: [2, 1])).Mean);
        Assert.Equal([1100, 1, 2, 3, 4, 110], LookRuns.Value(grid, Query(slice: [1])).Mean);
        Assert.Equal([1000, 1, 2, 3, 4, 100], LookRuns.Value(grid, Query()).Mean);
        ResultMatrix part = LookRuns.Value($$"""{"z":{{grid}}}""", Query("/z", slice: [2, 1], first: (1, 1), end: (9, 9)));
        Assert.Equal((2, 1), (part.Rows, part.Columns));
        Assert.Equal([3, 121], part.Mean);
        Assert.Equal([1101, 1, 2, 3, 4, 111], LookRuns.Value(grid, Query("/1/1")).Mean);
    }

    [Fact]
    public void A_matrix_of_any_size_fits()
    {
        string json = $"[{string.Join(',', Enumerable.Range(0, 3000).Select(row => $"[{row},{row},{row}]"))}]";
        ResultMatrix means = LookRuns.Value(json, Query(first: (1000, 0), end: (2000, 3), width: 1, height: 10));
        Assert.Equal([100, 3], means.Block);
        Assert.Equal([10, 1], means.Shape);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 1049.5f + 100 * i), means.Mean);
        Assert.Equal((1000.0, 1999.0), (means.Min, means.Max));
    }

    [Theory]
    [InlineData("7", new int[0], "#/at")]
    [InlineData("[1,2]", new int[0], "#/at")]
    [InlineData("[[1,2],[3]]", new int[0], "#/at")]
    [InlineData("[[1,2]]", new[] { 0 }, "#/slice")]
    [InlineData("[[[1,2]]]", new[] { 1 }, "#/slice")]
    [InlineData("[[[1,2]]]", new[] { 0, 0 }, "#/slice")]
    public void What_is_not_a_matrix_is_refused(string json, int[] slice, string pointer)
    {
        ResultRefusal refusal = LookRuns.Refusal(json, Query(slice: slice));
        Assert.Equal((ResultRefusalKind.Unfit, pointer), (refusal.Kind, refusal.Fault!.Pointer));
    }

    private static void IsOf(ResultMatrix means, double[][] part, int width, int height)
    {
        int columns = part.Length == 0 ? (int)means.Columns : part[0].Length;
        Assert.Equal((part.Length, columns), (means.Rows, means.Columns));
        (long blockRows, long blockColumns) = (means.Block[0], means.Block[1]);
        Assert.InRange(means.Shape[0], 0, height);
        Assert.InRange(means.Shape[1], 0, width);
        Assert.Equal((int)(means.Shape[0] * means.Shape[1]), means.Mean.Count);
        for (int i = 0; i < means.Mean.Count; i++)
        {
            (long row, long column) = (i / means.Shape[1] * blockRows, i % means.Shape[1] * blockColumns);
            double[] block = [.. part.Skip((int)row).Take((int)blockRows)
                .SelectMany(cells => cells.Skip((int)column).Take((int)blockColumns)).Where(double.IsFinite)];
            Assert.Equal(block.Length == 0 ? float.NaN : (float)block.Average(), means.Mean[i], 1e-4f);
        }

        double[] finite = [.. part.SelectMany(row => row).Where(double.IsFinite)];
        Assert.Equal(finite.Length == 0 ? (null, null) : ((double?)finite.Min(), (double?)finite.Max()), (means.Min, means.Max));
        Assert.Equal(part.Sum(row => row.Length) - finite.Length, means.Nulls);
    }

    private static string Joined(double[] row) =>
        $"[{string.Join(',', row.Select(value => double.IsNaN(value) ? "null" : System.Text.Json.JsonSerializer.Serialize(value)))}]";

    private static MatrixQuery Query(
        string at = "", int[]? slice = null, (int Row, int Column) first = default, (int Row, int Column)? end = null, int width = 512,
        int height = 512)
    {
        var options = new ResultMatrixOptions
        {
            At = at,
            Slice = slice ?? [],
            FirstRow = first.Row,
            FirstColumn = first.Column,
            EndRow = end?.Row,
            EndColumn = end?.Column,
            Width = width,
            Height = height,
        };
        Assert.Null(MatrixQuery.TryCreate(options, out MatrixQuery query));
        return query;
    }
}
