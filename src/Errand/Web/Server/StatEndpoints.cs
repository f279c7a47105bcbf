using Errand.Insight;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Server;

/// <summary>What is going on, in numbers, now and over time.</summary>
internal sealed class StatEndpoints(Statistics statistics, StatHistory history, TimeProvider time)
{
    /// <summary><c>GET /v1/stats</c></summary>
    public async Task<Problem?> StatsAsync(RouteRequest request)
    {
        ServerStats stats = await statistics.FindAsync(request.Aborted);
        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, stats, ErrandJson.Default.ServerStats);
        return null;
    }

    /// <summary><c>GET /v1/stats/series</c></summary>
    public async Task<Problem?> SeriesAsync(RouteRequest request)
    {
        if (StatQuery.Read(request.Query, time.GetUtcNow(), out StatSeriesOptions options) is { } malformed)
        {
            return Problems.Malformed(malformed);
        }

        (Fault? fault, StatSeries? series) = await history.FindAsync(options, request.Aborted);
        if (series is null)
        {
            return Problems.Invalid([fault!]);
        }

        request.Context.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.WriteAsync(request.Context, StatusCodes.Status200OK, series, ErrandJson.Default.StatSeries);
        return null;
    }
}
