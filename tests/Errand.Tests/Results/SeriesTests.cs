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
    [InlineData("/at", "0,10,-,-", 1, 1)]
    [InlineData("/rows/*/when", "-,10,30,20", 0, 1)]
    [InlineData("/pairs/*/0", "0,10,20,30", 0, 0)]
    public void Instants_are_numbers_of_seconds_since_1970(string pointer, string expected, int nonFinite, int nulls)
    {
        const string json =
            """
            {"at":["1970-01-01T00:00:00Z","1970-01-01T01:00:10+01:00","soon",null],
             "rows":[{},{"when":"1970-01-01T00:00:10Z"},{"when":"1970-01-01T00:00:30Z"},{"when":"1970-01-01T00:00:20Z"}],
             "pairs":[["1970-01-01T00:00:00Z",1],["1970-01-01T00:00:10Z",2],["1970-01-01T00:00:20Z",3],["1970-01-01T00:00:30Z",4]],
             "y":[1,2,3,4]}
            """;
        foreach (ResultSeries series in (ResultSeries[])
            [LookRuns.Value(json, Query(x: pointer, y: ["/y"]), 16), LookRuns.Value(json, Query(y: ["/y", pointer], x: "/y"))])
        {
            ResultColumn column = series.Series.Count == 1 ? series.X! : series.Series[1];
            Assert.Equal(expected, string.Join(',', column.Values.Select(value => double.IsNaN(value) ? "-" : $"{value}")));
            Assert.Equal((nonFinite, nulls), (column.NonFinite, column.Nulls));
        }
    }

    [Fact]
    public void A_range_of_instants_is_one_of_seconds()
    {
        const string json = """{"at":["2026-11-24T08:00:00Z","2026-11-24T08:00:10Z","2026-11-24T08:00:20.5Z"],"y":[1,2,3]}""";

        ResultSeries series = LookRuns.Value(json, Query(x: "/at", y: ["/y"], from: 1795507205, to: 1795507220.5));

        Assert.Equal((1L, 2L), (series.First, series.Last));
        Assert.Equal([1795507210, 1795507220.5], series.X!.Values);
    }

    [Theory]
    [InlineData("""["1970-01-01T00:00:00Z",1]""")]
    [InlineData("""[1,"1970-01-01T00:00:00Z"]""")]
    [InlineData("""["soon","1970-01-01T00:00:00Z"]""")]
    public void The_first_of_its_values_says_whether_a_column_is_one_of_instants(string json) =>
        Assert.Equal(FaultCode.Type, LookRuns.Refusal(json, Query(y: [""])).Fault!.Code);

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
    public void Seen_from_any_side_no_row_is_farther_from_a_thinned_path_than_its_tolerance()
    {
        double[][] path = [.. Lorenz(5000)];
        string json = $"[{string.Join(',', path.Select(row => JsonSerializer.Serialize(row)))}]";
        ResultSeries series = LookRuns.Value(json, Query(y: ["/*/0", "/*/1", "/*/2"], points: 500, method: ResultThinning.Path));
        double tolerance = series.Tolerance!.Value;
        double[] lows = [.. Enumerable.Range(0, 3).Select(axis => path.Min(row => row[axis]))];
        double[] spans = [.. Enumerable.Range(0, 3).Select(axis => path.Max(row => row[axis]) - lows[axis])];
        double[][] box = [.. path.Select(row => row.Select((value, axis) => (value - lows[axis]) / spans[axis]).ToArray())];

        Assert.InRange(tolerance, 1e-6, 0.05);
        var random = new Random(100);
        for (int view = 0; view < 100; view++)
        {
            (double az, double el) = (2 * Math.PI * random.NextDouble(), Math.PI * (random.NextDouble() - 0.5));
            (double X, double Y)[] seen = [.. box.Select(place => Seen(place, az, el))];
            foreach ((long start, long end) in series.Rows.Zip(series.Rows.Skip(1)))
            {
                for (long row = start + 1; row < end; row++)
                {
                    Assert.InRange(Distance(seen[row], seen[start], seen[end]), 0, tolerance + 1e-9);
                }
            }
        }
    }

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
    public void More_instants_than_are_held_in_memory_are_read_again()
    {
        const int Rows = 3_200_000;
        string json = $"[{string.Join(',', Enumerable.Range(0, Rows).Select(i => i == 2_000_001 ? "\"never\"" : "\"1970-01-01T00:00:07Z\""))}]";
        ResultSeries series = LookRuns.Value(json, Query(y: [""], points: 100));
        Assert.Equal((0L, 1L), (series.Series[0].Nulls, series.Series[0].NonFinite));
        Assert.Equal(7, LookRuns.Value(json, Query(y: [""], points: 100, from: 3_000_000)).Series[0].Values[0]);
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

    /// <summary>A path that fills its box and never meets itself.</summary>
    private static IEnumerable<double[]> Lorenz(int rows)
    {
        (double x, double y, double z) = (1, 1, 1);
        for (int row = 0; row < rows; row++)
        {
            yield return [x, y, z];
            (double dx, double dy, double dz) = (10 * (y - x), (x * (28 - z)) - y, (x * y) - (8 * z / 3));
            (x, y, z) = (x + (0.01 * dx), y + (0.01 * dy), z + (0.01 * dz));
        }
    }

    /// <summary>From far away.</summary>
    private static (double X, double Y) Seen(double[] place, double az, double el) => (
        (place[1] * Math.Cos(az)) - (place[0] * Math.Sin(az)),
        (place[2] * Math.Cos(el)) - (Math.Sin(el) * ((place[0] * Math.Cos(az)) + (place[1] * Math.Sin(az)))));

    /// <summary>From a point to what is between two others.</summary>
    private static double Distance((double X, double Y) point, (double X, double Y) start, (double X, double Y) end)
    {
        (double dx, double dy) = (end.X - start.X, end.Y - start.Y);
        double square = (dx * dx) + (dy * dy);
        double share = square == 0 ? 0 : Math.Clamp((((point.X - start.X) * dx) + ((point.Y - start.Y) * dy)) / square, 0, 1);
        return Math.Sqrt(Math.Pow(point.X - start.X - (share * dx), 2) + Math.Pow(point.Y - start.Y - (share * dy), 2));
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
