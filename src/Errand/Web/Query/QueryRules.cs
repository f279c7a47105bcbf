using Microsoft.AspNetCore.Http;

namespace Errand.Web.Query;

/// <summary>What the addresses that are no submits take in their query. What they do not know they refuse, rather than answer another
/// question.</summary>
internal static class QueryRules
{
    /// <summary>Why the query is no good, or null: nothing is taken.</summary>
    public static string? Nothing(HttpRequest request) =>
        OnlyWait(request, out string? wait) ?? (wait is null ? null : "wait is no query parameter of this address.");

    /// <summary>Why the query is no good, or null: only <c>wait</c> is taken.</summary>
    public static string? OnlyWait(HttpRequest request, out string? wait)
    {
        wait = null;
        if (!request.QueryString.HasValue)
        {
            return null;
        }

        var query = new SubmitQuery(takesOptions: false);
        string? malformed = query.Read(request.QueryString);
        wait = query.Wait;
        return malformed ?? (query.Faults.Count > 0 ? $"{query.Faults[0].Detail}." : null);
    }
}
