using Errand.Results.Looks;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Results;

/// <summary>Which rows of a table in a result a request wants.</summary>
internal static class TableTerms
{
    private static readonly QueryParameter At = new(
        "at", """{"type":"string","format":"json-pointer"}""", "the table, by a JSON Pointer");

    private static readonly QueryParameter Member = new(
        "member", """{"type":"string"}""", "a member of the object that is a column, when others are not")
    {
        IsRepeatable = true,
    };

    private static readonly QueryParameter Sort = new(
        "sort", """{"type":"string"}""", "the column to sort by, with - in front to begin with the largest");

    private static readonly QueryParameter Offset = new(
        "offset", """{"type":"integer","minimum":0,"default":0}""", "how many rows are left out at the start");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":1000,"default":100}""", "at most so many rows");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [At, Member, Sort, Offset, Limit];

    /// <summary>Why they cannot be read, or null.</summary>
    public static Malformed? Read(RequestQuery? query, out TableQuery table)
    {
        var options = new ResultTableOptions
        {
            At = query?[At] ?? "",
            Members = [.. query?.All(Member).Select(pair => pair.Value) ?? []],
            Sort = query?[Sort],
            Offset = LookTerms.IntegerOf(query?[Offset]) ?? 0,
            Limit = LookTerms.IntegerOf(query?[Limit]) ?? 100,
        };
        return TableQuery.TryCreate(options, out table) is { } wrong ? new Malformed(wrong) : null;
    }
}
