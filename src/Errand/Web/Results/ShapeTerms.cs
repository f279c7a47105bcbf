using Errand.Results.Looks;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>Which part of a result a request wants to have described.</summary>
internal static class ShapeTerms
{
    private static readonly QueryParameter At = new(
        "at", """{"type":"string","format":"json-pointer"}""", "a part of the result, by a JSON Pointer");

    private static readonly QueryParameter Depth = new(
        "depth", """{"type":"integer","minimum":1,"maximum":8,"default":1}""", "how deep children are listed");

    private static readonly QueryParameter Offset = new(
        "offset", """{"type":"integer","minimum":0,"default":0}""", "how many children are left out at the start");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":1000,"default":100}""", "at most so many children of a value");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [At, Depth, Offset, Limit];

    /// <summary>Why they cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out ShapeQuery shape)
    {
        var options = new ResultShapeOptions
        {
            At = query?[At] ?? "",
            Depth = LookTerms.IntegerOf(query?[Depth]) ?? 1,
            Offset = LookTerms.IntegerOf(query?[Offset]) ?? 0,
            Limit = LookTerms.IntegerOf(query?[Limit]) ?? 100,
        };
        return ShapeQuery.TryCreate(options, out shape) is { } wrong ? new Malformed(wrong) : null;
    }
}
