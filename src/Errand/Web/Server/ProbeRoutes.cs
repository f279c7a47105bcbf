using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;

namespace Errand.Web.Server;

/// <summary>The routes for orchestrators and Prometheus, which a process without the role web can have too.</summary>
internal static class ProbeRoutes
{
    /// <param name="health">Answers probes.</param>
    /// <param name="metrics">Null in a program that collects its metrics itself, and may have this very route.</param>
    public static IEnumerable<(ApiRoute Route, Func<RouteRequest, Task<Problem?>> Endpoint)> Of(
        HealthEndpoints health, MetricsEndpoint? metrics)
    {
        yield return (
            ApiRoute.Get("/health/live", RouteScope.Public, "says that the process runs, for an orchestrator").Leniently().Answers(200),
            HealthEndpoints.LiveAsync);
        yield return (
            ApiRoute.Get("/health/ready", RouteScope.Public, "says whether the process can do its work").Leniently().Answers(200, 503),
            health.ReadyAsync);
        if (metrics is not null)
        {
            yield return (
                ApiRoute.Get("/metrics", RouteScope.Metrics, "tells what was measured, for Prometheus")
                    .Only(MediaTypes.Plain).Leniently().Answers(200),
                metrics.ReadAsync);
        }
    }
}
