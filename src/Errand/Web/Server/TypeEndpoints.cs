using Errand.Submitting;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What task types this program has, with the JSON Schemas of their arguments and results, and what their tasks do.</summary>
internal sealed class TypeEndpoints(TypeViews types)
{
    /// <summary><c>GET /v1/types</c></summary>
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        var all = new ItemList<TaskTypeView>(await types.ListAsync(request.By.Scopes, request.Aborted));
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, all, ErrandJson.Default.ItemListTaskTypeView);
        return null;
    }

    /// <summary><c>GET /v1/types/{type}</c></summary>
    public async Task<Problem?> ViewAsync(RouteRequest request)
    {
        TaskTypeView type = (await types.FindAsync(request.Definition.Type.Name, request.By.Scopes, request.Aborted))!;
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, type, ErrandJson.Default.TaskTypeView);
        return null;
    }
}
