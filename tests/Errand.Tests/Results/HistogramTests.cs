using System.Globalization;
using System.Text;
using CsCheck;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class HistogramTests
{
    private static readonly Gen<double> Number = Gen.Frequency(
        (6, Gen.Double[-3, 3]), (3, Gen.Int[-40, 40].Select(i => (double)i)), (1, Gen.Double), (1, Gen.Const(double.NaN)),
        (1, Gen.Const(double.PositiveInfinity)));

    [Fact]
    public void Each_bin_counts_the_numbers_between_its_edges() => Gen.Select(
            Gen.OneOf(Number.Array[0, 300], Gen.Int[-500, 500].Select(i => (double)i).Array[0, 300], Gen.Const(7.25).Array[0, 9]),
            Gen.Bool, Gen.Int[1, 1000], Gen.Int[16, 300])
        .Sample((numbers, areBinsGiven, bins, blockSize) =>
        {
            ResultHistogram histogram = LookRuns.Value(Json(numbers), Query(bins: areBinsGiven ? bins : null), blockSize);
            IsOf(histogram, numbers);
            Assert.InRange(histogram.Counts.Count, 0, areBinsGiven ? bins : 200);
        });

    [Fact]
    public void Whole_numbers_in_a_small_range_have_a_bin_each()
    {
        ResultHistogram histogram = LookRuns.Value("[3,5,5,4,5]", Query());
        Assert.Equal((ResultBinning.Integers, 3.0, 5.0), (histogram.Rule, histogram.Min, histogram.Max));
        Assert.Equal([2.5, 3.5, 4.5, 5.5], histogram.Edges);
        Assert.Equal([1, 1, 3], histogram.Counts);
        Assert.Equal(60, LookRuns.Value("[0,59]", Query()).Counts.Count);
    }

    [Fact]
    public void Bins_of_other_whole_numbers_are_a_whole_number_wide()
    {
        ResultHistogram histogram = LookRuns.Value(Json([.. Enumerable.Range(0, 5000).Select(i => (double)(i * 7919 % 700))]), Query());
        Assert.Equal(ResultBinning.FreedmanDiaconis, histogram.Rule);
        double width = histogram.Edges[1] - histogram.Edges[0];
        Assert.Equal((-0.5, Math.Floor(width)), (histogram.Edges[0], width));
        Assert.All(histogram.Edges.Zip(histogram.Edges.Skip(1)), edges => Assert.Equal(width, edges.Second - edges.First));
    }

    [Fact]
    public void The_bins_are_as_wide_as_the_rule_of_Freedman_and_Diaconis_says()
    {
        var random = new Random(5);
        double[] numbers = [.. Enumerable.Range(0, 4000).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)];
        double[] sorted = [.. numbers.Order()];
        double width = 2 * (sorted[3000] - sorted[1000]) / Math.Cbrt(4000);

        ResultHistogram histogram = LookRuns.Value(Json(numbers), Query());

        Assert.InRange(histogram.Edges[1] - histogram.Edges[0], 0.85 * width, width); // The range is cut evenly.
        Assert.Equal((numbers.Min(), numbers.Max()), (histogram.Edges[0], histogram.Edges[^1]));
        IsOf(histogram, numbers);
    }

    [Theory]
    [InlineData("[0.5,1.5]", 5)]
    [InlineData("[0.1,0.1,0.1,0.1,0.1,0.1,1e9]", 200)]
    [InlineData("[2.5,2.5]", 1)]
    [InlineData("[-1.7e308,1.7e308,0.5]", 5)]
    [InlineData("[5e-324,1e-323,0.5e-323]", 1)]
    public void There_are_5_to_200_bins_unless_there_are_no_numbers_between(string json, int bins)
    {
        ResultHistogram histogram = LookRuns.Value(json, Query());
        Assert.Equal(bins, histogram.Counts.Count);
        Assert.All(histogram.Edges, edge => Assert.True(double.IsFinite(edge)));
    }

    [Fact]
    public void Edges_are_as_round_as_the_numbers_allow() =>
        Assert.Equal([0.5, 2.5, 4.5, 6.5, 8.5, 10.5], LookRuns.Value("[0.5,0.5,1.5,1.5,1.5,2.5,10.5]", Query()).Edges);

    [Fact]
    public void What_is_no_number_is_counted_beside_the_bins()
    {
        ResultHistogram histogram = LookRuns.Value("""[1,null,"NaN","Infinity",2,1e999]""", Query());
        Assert.Equal((6, 1, 3), (histogram.Length, histogram.Nulls, histogram.NonFinite));
        Assert.Equal([1, 1], histogram.Counts);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null,null]")]
    public void Without_numbers_there_are_no_bins(string json)
    {
        ResultHistogram histogram = LookRuns.Value(json, Query());
        Assert.Equal((0, 0), (histogram.Edges.Count, histogram.Counts.Count));
        Assert.Null(histogram.Min);
    }

    [Fact]
    public void A_column_is_found_in_vectors_and_in_records()
    {
        Assert.Equal([1, 2], LookRuns.Value("""[{"a":1},{"a":2},{"a":2}]""", Query("/*/a")).Counts);
        string vectors = $"[{string.Join(',', Enumerable.Range(0, 20).Select(i => $"[{i},{i % 2}]"))}]";
        Assert.Equal([10, 10], LookRuns.Value($$"""{"r":{{vectors}}}""", Query("/r/*/1")).Counts);
    }

    [Fact]
    public void Magnitudes_are_a_column_like_others() =>
        Assert.Equal([2, 1], LookRuns.Value("""[{"re":3,"im":4},{"re":-5,"im":0},{"re":0,"im":6}]""", Query("abs()")).Counts);

    [Fact]
    public async Task A_long_column_is_counted_in_one_pass_and_not_held()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        byte[] json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("1.5,2.5", 2_000_000))}]");
        using var stream = new CountingStream(json);
        using var tokens = new JsonTokens(stream);
        IndexedResult result = await IndexedResult.OpenAsync(tokens, new ResultMemory(), new ResultKey(new TaskId(1), 1), stop);
        (long read, long allocated) = (stream.Count, GC.GetAllocatedBytesForCurrentThread());

        Look<ResultHistogram> look = await Query().LookAsync(result, stop);

        Assert.Equal((2_000_000, 2_000_000), (look.Value!.Counts[0], look.Value.Counts[^1]));
        Assert.InRange(stream.Count - read, json.Length - JsonTokens.BlockSize, json.Length + JsonTokens.BlockSize);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 1, 2 * 1024 * 1024);
    }

    [Fact]
    public void Instants_are_counted_in_seconds()
    {
        ResultHistogram histogram = LookRuns.Value("""["2026-11-24T08:15:30Z","2026-11-24T08:15:31Z"]""", Query());
        Assert.Equal((1795508130.0, 1795508131.0), (histogram.Min, histogram.Max));
    }

    [Theory]
    [InlineData("7", "")]
    [InlineData("[\"a\"]", "")]
    [InlineData("[[1,2],[3,4]]", "")]
    public void What_is_not_a_column_of_numbers_is_refused(string json, string column)
    {
        ResultRefusal refusal = LookRuns.Refusal(json, Query(column));
        Assert.Equal((ResultRefusalKind.Unfit, "#/column"), (refusal.Kind, refusal.Fault!.Pointer));
    }

    private static void IsOf(ResultHistogram histogram, double[] numbers)
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        Assert.Equal(numbers.Length - finite.Length, histogram.NonFinite);
        Assert.Equal(finite.Length == 0 ? 0 : histogram.Counts.Count + 1, histogram.Edges.Count);
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            (double low, double high) = (histogram.Edges[bin], histogram.Edges[bin + 1]);
            bool isLast = bin == histogram.Counts.Count - 1;
            Assert.Equal(finite.Count(value => value >= low && (value < high || (isLast && value <= high))), histogram.Counts[bin]);
        }

        Assert.Equal(finite.Length, histogram.Counts.Sum());
    }

    private static string Json(double[] numbers) => $"[{string.Join(',', numbers.Select(value =>
        double.IsNaN(value) ? "\"NaN\"" : double.IsPositiveInfinity(value) ? "\"Infinity\"" : value.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static HistogramQuery Query(string column = "", int? bins = null)
    {
        var options = new ResultHistogramOptions { Column = column, Bins = bins };
        Assert.Null(HistogramQuery.TryCreate(options, out HistogramQuery query));
        return query;
    }
}
