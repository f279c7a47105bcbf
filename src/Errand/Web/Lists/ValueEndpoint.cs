using Errand.Lists;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Lists;

/// <summary><c>GET /v1/types/{type}/values</c>: one member of the summary over many tasks.</summary>
internal sealed class ValueEndpoint(ValueLists values)
{
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        if (ValueQuery.Read(request.Query, request.Definition.Type.Name, out ValueRequest wanted) is { } problem)
        {
            return problem;
        }

        SummaryValueList found = (await values.ListAsync(wanted, request.By, request.Aborted))!;
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, found, ErrandJson.Default.SummaryValueList);
        return null;
    }
}
