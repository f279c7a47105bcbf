using Errand.Results.Looks;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>Which columns of a result a request wants.</summary>
internal static class SeriesTerms
{
    private const string ColumnSchema = """{"type":"string"}""";

    private static readonly QueryParameter X = new("x", ColumnSchema, "the column that the others are drawn over; the row if not given");

    private static readonly QueryParameter Y = new("y", ColumnSchema, "a column that is drawn, such as /r/*/2 or abs(/z)") { IsRepeatable = true };

    private static readonly QueryParameter With = new("with", ColumnSchema, "a column that comes along, such as errors")
    {
        IsRepeatable = true,
    };

    private static readonly QueryParameter From = new("from", """{"type":"number"}""", "the smallest x, or the first row");

    private static readonly QueryParameter To = new("to", """{"type":"number"}""", "the largest x, or the last row");

    private static readonly QueryParameter Points = new(
        "points", """{"type":"integer","minimum":2,"maximum":100000,"default":2000}""", "at most so many rows");

    private static readonly QueryParameter Method = new(
        "method", """{"type":"string","enum":["minmax","lttb","path","none"],"default":"minmax"}""", "how rows are chosen if there are more");

    private static readonly QueryParameter Encoding = new(
        "encoding", """{"type":"string","enum":["json","f32","f64"],"default":"json"}""",
        "how values are written: as numbers, or in base64 as little-endian floats or doubles");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [X, Y, With, From, To, Points, Method, Encoding];

    /// <summary>Why they cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out SeriesQuery series, out NumberEncoding encoding)
    {
        var options = new ResultSeriesOptions
        {
            X = query?[X],
            Y = [.. query?.All(Y).Select(pair => pair.Value) ?? []],
            With = [.. query?.All(With).Select(pair => pair.Value) ?? []],
            From = NumberOf(query?[From]),
            To = NumberOf(query?[To]),
            Points = LookTerms.IntegerOf(query?[Points]) ?? 2000,
            Method = MethodOf(query?[Method]),
        };
        string? wrong = SeriesQuery.TryCreate(options, out series);
        NumberEncoding? known = EncodingOf(query?[Encoding]);
        encoding = known ?? default;
        return wrong is not null ? new Malformed(wrong)
            : known is null ? new Malformed("encoding must be json, f32 or f64.")
            : null;
    }

    /// <summary>What is not a number becomes NaN, which is refused where options are checked.</summary>
    private static double? NumberOf(string? text) => text is null ? null : Seconds.TryParse(text, out double value) ? value : double.NaN;

    /// <summary>What is not known becomes what is not defined, which is refused where options are checked.</summary>
    private static ResultThinning MethodOf(string? word) => word switch
    {
        null or "minmax" => ResultThinning.MinMax,
        "lttb" => ResultThinning.Lttb,
        "path" => ResultThinning.Path,
        "none" => ResultThinning.None,
        _ => (ResultThinning)(-1),
    };

    private static NumberEncoding? EncodingOf(string? word) => word switch
    {
        null or "json" => NumberEncoding.Json,
        "f32" => NumberEncoding.Float32,
        "f64" => NumberEncoding.Float64,
        _ => null,
    };
}
