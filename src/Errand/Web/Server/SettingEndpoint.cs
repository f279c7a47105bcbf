using Errand.Insight;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary><c>GET /v1/settings</c>: the settings of the process that answers.</summary>
internal sealed class SettingEndpoint(ServerSettings settings)
{
    public async Task<Problem?> ListAsync(RouteRequest request)
    {
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(
            request.Context, StatusCodes.Status200OK, new ItemList<SettingView>(settings.Items), ErrandJson.Default.ItemListSettingView);
        return null;
    }
}
