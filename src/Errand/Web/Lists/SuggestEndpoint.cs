using Errand.Lists;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Lists;

/// <summary><c>GET /v1/suggest</c>: completions for a search.</summary>
internal sealed class SuggestEndpoint(Suggestions suggestions)
{
    public async Task<Problem?> SuggestAsync(RouteRequest request)
    {
        if (SuggestQuery.Read(request.Query, out SuggestRequest wanted) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        IReadOnlyList<string> found = await suggestions.FindAsync(wanted, request.By, request.Aborted);
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(
            request.Context, StatusCodes.Status200OK, new ItemList<string>(found), ErrandJson.Default.ItemListString);
        return null;
    }
}
