using Errand;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DocumentationSamples;

internal static class Collecting
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        #region collecting
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddErrand())
            .WithTracing(traces => traces.AddErrand());
        builder.Services.AddHealthChecks().AddErrand();
        #endregion
    }
}
