using System.Globalization;
using System.Text.Json;
using CsCheck;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class SeriesTests
{
    private const string Flight =
        """{"t":[0,1,2,3],"r":[[1,2],[3,null],[5],"none",[7,8]],"v":[[1,2],[3,4],[5,6],[7,8]],"runs":[{"a":{"b":1}},{"a":{}},null,{"a":{"b":4}}],"m":[[[1]],[[2]]],"n":7,"s":["a"]}""";

    [Theory]
    [InlineData("/t", "0,1,2,3")]
    [InlineData("/t/*", "0,1,2,3")]
    [InlineData("/v/*/1", "2,4,6,8")]
    [InlineData("/r/*/1", "2,-,-,-,8")]
    [InlineData("/v/*/2", "-,-,-,-")]
    [InlineData("/v/1", "3,4")]
    [InlineData("/v/1/*", "3,4")]
    [InlineData("/runs/*/a/b", "1,-,-,4")]
    [InlineData("/m/*/0/0", "1,2")]
    [InlineData("/m/1/*/0", "2")]
    public void A_column_is_what_a_pointer_leads_to_in_each_element(string pointer, string expected)
    {
        ResultSeries series = LookRuns.Value(Flight, Query(y: [pointer]), 16);
        Assert.Equal(expected, string.Join(',', series.Series[0].Values.Select(value => double.IsNaN(value) ? "-" : $"{value}")));
        Assert.Equal(expected.Count(c => c == '-'), series.Series[0].Nulls);
    }

    [Fact]
    public void Instants_are_seconds_since_1970()
    {
        const string Moments = """{"at":["1970-01-01T00:00:01Z","2026-11-30T04:48:32.125+01:00",null,"1969-12-31t23:59:59.5z"],"mixed":["2026-11-30T04:48:32Z","soon"]}""";
        IReadOnlyList<double> values = LookRuns.Value(Moments, Query(y: ["/at"]), 16).Series[0].Values;

        Assert.Equal([1, 1_796_010_512.125, -0.5], values.Where(value => !double.IsNaN(value)));
        Assert.Equal(FaultCode.Type, LookRuns.Refusal(Moments, Query(y: ["/mixed"])).Fault!.Code);
    }

    [Theory]
    [InlineData("/x", nameof(ResultRefusalKind.NoSuchMember), "")]
    [InlineData("/t/9", nameof(ResultRefusalKind.NoSuchMember), "")]
    [InlineData("/n", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    [InlineData("/n/*", nameof(ResultRefusalKind.NoSuchMember), "")]
    [InlineData("/s", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    [InlineData("/v", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    [InlineData("/m/*/*", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    [InlineData("/m/*/0", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    [InlineData("/runs/*/a", nameof(ResultRefusalKind.Unfit), FaultCode.Type)]
    public void What_is_not_a_column_of_numbers_is_refused(string pointer, string kind, string code)
    {
        ResultRefusal refusal = LookRuns.Refusal(Flight, Query(y: [pointer]));
        Assert.Equal((kind, code), ($"{refusal.Kind}", refusal.Fault?.Code ?? ""));
    }

    [Fact]
    public void Columns_that_do_not_go_together_are_refused()
    {
        Assert.Equal("#/y", LookRuns.Refusal(Flight, Query(x: "/t", y: ["/r/*/0"])).Fault!.Pointer);
        Assert.Equal("#/with", LookRuns.Refusal(Flight, Query(y: ["/t"], with: ["/r/*/0"])).Fault!.Pointer);
        Assert.Equal(FaultCode.Length, LookRuns.Refusal(Flight, Query(y: [.. Enumerable.Repeat("/t", 17)])).Fault!.Code);
        Assert.Equal("#/method", LookRuns.Refusal(Flight, Query(y: ["/t"], method: ResultThinning.Path)).Fault!.Pointer);
        Assert.Equal("#/points", LookRuns.Refusal(Flight, Query(y: ["/t"], points: 3, method: ResultThinning.None)).Fault!.Pointer);
        Assert.Equal(16, LookRuns.Value(Flight, Query(y: [.. Enumerable.Repeat("/t", 16)])).Series.Count);
    }

    [Theory]
    [InlineData(null, null, 0, 3)]
    [InlineData(1.0, 2.0, 1, 2)]
    [InlineData(0.5, 2.5, 1, 2)]
    [InlineData(-1e300, 1e300, 0, 3)]
    [InlineData(3.0, null, 3, 3)]
    [InlineData(null, 0.0, 0, 0)]
    public void Both_ends_of_a_range_are_included(double? from, double? to, int first, int last)
    {
        foreach (string? x in (string?[])[null, "/t"])
        {
            ResultSeries series = LookRuns.Value(Flight, Query(x: x, y: ["/v/*/0"], from: from, to: to));
            Assert.Equal((4, first, last, last - first + 1), (series.Length, series.First, series.Last, series.Drawn));
            Assert.Equal(Enumerable.Range(first, last - first + 1).Select(row => 1.0 + 2 * row), series.Series[0].Values);
        }
    }

    [Theory]
    [InlineData("/t", 1.2, 1.8)]
    [InlineData("/t", 9.0, null)]
    [InlineData(null, 4.0, null)]
    [InlineData(null, 2.0, 1.0)]
    [InlineData(null, null, -1.0)]
    public void A_range_may_have_no_rows(string? x, double? from, double? to)
    {
        ResultSeries series = LookRuns.Value(Flight, Query(x: x, y: ["/v/*/0"], from: from, to: to));
        Assert.Equal((4, null, null, 0), (series.Length, series.First, series.Last, series.Drawn));
        Assert.Empty(series.Series[0].Values);
    }

    [Fact]
    public void Gaps_of_the_whole_range_are_counted_drawn_or_not()
    {
        string json = $"[{string.Join(',', Enumerable.Range(0, 1000).Select(i => i % 10 == 3 ? "null" : i % 10 == 7 ? "\"NaN\"" : i % 10 == 8 ? "1e999" : $"{i}"))}]";
        ResultSeries series = LookRuns.Value(json, Query(y: [""], points: 20, from: 100, to: 299));
        Assert.Equal((20L, 40L), (series.Series[0].Nulls, series.Series[0].NonFinite));
        Assert.InRange(series.Drawn, 2, 20);
        Assert.All(series.Series[0].Values, value => Assert.False(double.IsInfinity(value)));
    }

    [Fact]
    public void Every_method_gives_values_of_the_rows_that_it_says() => Gen.Select(
        Gen.Double[-10, 10].Array[50, 400], Gen.Int[2, 40], Gen.OneOf(ResultThinning.MinMax, ResultThinning.Lttb, ResultThinning.Path),
        Gen.Int[0, 20], Gen.Int[16, 200]).Sample((y, points, method, from, blockSize) =>
        {
            string json = $$"""{"t":[{{string.Join(',', Enumerable.Range(0, y.Length))}}],"r":[{{string.Join(',', y.Select(Row))}}]}""";
            ResultSeries series = LookRuns.Value(json, Query(x: "/t", y: ["/r/*/1"], with: ["/r/*/0"], points: points, method: method, from: from), blockSize);

            Assert.InRange(series.Drawn, 2, points);
            Assert.Equal((from, y.Length - 1), (series.First, series.Last));
            Assert.Equal((series.Drawn, method), (series.Rows.Count, series.Method));
            Assert.Equal(method == ResultThinning.Path && y.Length - from > points, series.Tolerance is not null);
            Assert.Equal(series.Rows.Select(row => (double)row), series.X!.Values);
            Assert.Equal(series.Rows.Select(row => y[row]), series.Series[0].Values);
            Assert.Equal(series.Rows.Select(row => -y[row]), series.With[0].Values);
        });

    [Fact]
    public void More_numbers_than_are_held_in_memory_are_read_again()
    {
        const int Rows = 3_200_000;
        string json = $"[{string.Join(',', Enumerable.Range(0, Rows).Select(i => i == 1_234_567 ? "99" : i == 2_000_001 ? "null" : $"{i % 7}"))}]";
        ResultSeries series = LookRuns.Value(json, Query(y: [""], points: 100));
        Assert.Equal((99.0, 1L), (series.Series[0].Values.Max(), series.Series[0].Nulls));
        Assert.Superset(new HashSet<long> { 0, 1_234_567, 2_000_000, 2_000_001, 2_000_002, Rows - 1 }, series.Rows.ToHashSet());
        ResultRefusal refusal = LookRuns.Refusal(json, Query(y: [""], points: 100, method: ResultThinning.Lttb));
        Assert.Equal((ResultRefusalKind.Unfit, "#/method"), (refusal.Kind, refusal.Fault!.Pointer));
        Assert.Equal(100, LookRuns.Value(json, Query(y: [""], points: 100, from: 3_000_000, method: ResultThinning.Lttb)).Drawn);
    }

    [Fact]
    public void Equal_questions_have_one_text_and_others_another()
    {
        SeriesQuery[] queries =
        [
            Query(y: ["/a"]), Query(y: ["/a", "/b"]), Query(y: ["/a /b"]), Query(x: "/a", y: ["/b"]), Query(y: ["/a"], with: ["/b"]),
            Query(y: ["/a"], from: 1), Query(y: ["/a"], to: 1), Query(y: ["/a"], points: 3), Query(y: ["/a"], method: ResultThinning.Lttb),
            Query(x: "", y: ["/a"]),
        ];
        Assert.Distinct(queries.Select(query => query.ToString()));
        Assert.Equal(Query(y: ["/a"], from: 0.1).ToString(), Query(y: ["/a"], from: 0.1).ToString());
    }

    private static string Row(double y) =>
        string.Create(CultureInfo.InvariantCulture, $"[{JsonSerializer.Serialize(-y)},{JsonSerializer.Serialize(y)}]");

    private static SeriesQuery Query(
        string[] y, string? x = null, string[]? with = null, double? from = null, double? to = null, int points = 2000,
        ResultThinning method = ResultThinning.MinMax)
    {
        Assert.Null(SeriesQuery.TryCreate(
            new ResultSeriesOptions { X = x, Y = y, With = with ?? [], From = from, To = to, Points = points, Method = method },
            out SeriesQuery query));
        return query;
    }
}
