using Errand.Health;
using Errand.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Errand;

/// <summary>The task server in what an existing program measures, traces and checks.</summary>
public static class ErrandTelemetryExtensions
{
    /// <summary>Adds the meter <c>Errand</c>: how many tasks come, wait, run and fail, and how the store does.</summary>
    /// <param name="builder">The program's metrics.</param>
    public static MeterProviderBuilder AddErrand(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(TelemetryNames.Source);
    }

    /// <summary>Adds the activity source <c>Errand</c>: a span for each submission, and one for each run.</summary>
    /// <param name="builder">The program's traces.</param>
    public static TracerProviderBuilder AddErrand(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(TelemetryNames.Source);
    }

    /// <summary>Adds a health check named <c>errand</c>, which tells the same as <c>/health/ready</c>.</summary>
    /// <param name="builder">The program's health checks.</param>
    public static IHealthChecksBuilder AddErrand(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ErrandHealthCheck>("errand", tags: ["ready"]);
    }
}
