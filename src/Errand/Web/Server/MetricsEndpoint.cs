using System.Text;
using Errand.Telemetry.Exposition;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary><c>GET /metrics</c>: what was measured, in the text format of Prometheus.</summary>
internal sealed class MetricsEndpoint(MetricsText metrics)
{
    public async Task<Problem?> ReadAsync(RouteRequest request)
    {
        byte[] text = Encoding.UTF8.GetBytes(await metrics.CollectAsync(request.Aborted));
        request.Context.Response.Headers.CacheControl = "no-store";
        JsonAnswer.Begin(request.Context.Response, StatusCodes.Status200OK, text.Length, PrometheusText.MediaType);
        await request.Context.Response.Body.WriteAsync(text, request.Aborted);
        return null;
    }
}
