using Errand.Results.Looks;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>Which numbers of a result a request wants counted.</summary>
internal static class HistogramTerms
{
    private static readonly QueryParameter Column = new(
        "column", """{"type":"string"}""", "the numbers, by a JSON Pointer in which * stands for each element");

    private static readonly QueryParameter Bins = new(
        "bins", """{"type":"integer","minimum":1,"maximum":1000}""", "how many bins; as many as suit the numbers if not given");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Column, Bins];

    /// <summary>Why they cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out HistogramQuery histogram)
    {
        var options = new ResultHistogramOptions { Column = query?[Column] ?? "", Bins = LookTerms.IntegerOf(query?[Bins]) };
        return HistogramQuery.TryCreate(options, out histogram) is { } wrong ? new Malformed(wrong) : null;
    }
}
