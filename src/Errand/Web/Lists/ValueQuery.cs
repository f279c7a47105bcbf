using Errand.Lists;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Query;

namespace Errand.Web.Lists;

/// <summary>The values of summaries that a request asks for.</summary>
internal static class ValueQuery
{
    private static readonly QueryParameter Y = new(
        "y", """{"type":"string"}""", "the member of the summary; must be given");

    private static readonly QueryParameter X = new(
        "x", """{"type":"string","pattern":"^(createdAt|args\\..+)$","default":"createdAt"}""",
        "what it is shown over: createdAt, or an argument as args.NAME; createdAt if not given");

    private static readonly QueryParameter Search = new("q", """{"type":"string","maxLength":4096}""", "tasks of this search text");

    private static readonly QueryParameter Limit = new(
        "limit", """{"type":"integer","minimum":1,"maximum":5000,"default":5000}""", "at most so many tasks; 5,000 if not given");

    public static IReadOnlyList<QueryParameter> Parameters { get; } = [Y, X, Search, Limit];

    /// <summary>What is wrong, or null.</summary>
    public static Problem? Read(RequestQuery? query, string type, out ValueRequest request)
    {
        string x = query?[X] ?? ValueRequest.CreatedAt;
        request = new ValueRequest(type, x, query?[Y] ?? "", [], ValueRequest.MaxLimit);
        if (query?[Y] is null)
        {
            return Problems.Malformed(new Malformed("y is missing; it names a member of the summary."));
        }

        if (!ValueRequest.IsAxis(x))
        {
            return Problems.Malformed(new Malformed($"x must be {ValueRequest.Axes}."));
        }

        if (query[Limit] is { } limit)
        {
            if (!Integers.TryParse(limit, out int count) || count is < 1 or > ValueRequest.MaxLimit)
            {
                return Problems.Malformed(new Malformed("limit must be an integer from 1 to 5000."));
            }

            request = request with { Limit = count };
        }

        List<Fault> faults = [];
        request = request with { Terms = SearchTerms.Read(query[Search] ?? "", faults) };
        return faults.Count > 0 ? Problems.InvalidSearch(faults) : null;
    }
}
