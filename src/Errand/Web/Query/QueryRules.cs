using Microsoft.AspNetCore.Http;

namespace Errand.Web.Query;

/// <summary>What routes other than those that submit accept in their query. An unknown parameter is refused, rather than answer another
/// question.</summary>
internal static class QueryRules
{
    /// <summary>Why the query is malformed, or null: no parameter is accepted.</summary>
    public static string? Nothing(HttpRequest request) =>
        OnlyWait(request, out string? wait) ?? (wait is null ? null : "wait is not a query parameter of this route.");

    /// <summary>Why the query is malformed, or null: only <c>wait</c> is accepted.</summary>
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
