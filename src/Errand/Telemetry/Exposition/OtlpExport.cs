using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Errand.Telemetry.Exposition;

/// <summary>Sends what a server on its own measures, traces and logs to a collector, if the standard variables of OpenTelemetry name
/// one.</summary>
internal static class OtlpExport
{
    private const string ServiceName = "errand";

    /// <summary>The driver's source and meter. What functions do with it is traced; the store's own statements are not.</summary>
    private const string Npgsql = "Npgsql";

    /// <summary>Nothing, unless an address is set.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        (bool traces, bool metrics, bool logs) = (
            IsOn(configuration, "TRACES"), IsOn(configuration, "METRICS"), IsOn(configuration, "LOGS"));
        if (!traces && !metrics && !logs)
        {
            return;
        }

        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        if (traces)
        {
            telemetry.WithTracing(spans => spans
                .AddSource(TelemetryNames.Source, Npgsql).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter());
        }

        if (metrics)
        {
            telemetry.WithMetrics(instruments => instruments
                .AddMeter(TelemetryNames.Source, Npgsql).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation().AddOtlpExporter());
        }

        if (logs)
        {
            telemetry.WithLogging(lines => lines.AddOtlpExporter(), options => options.IncludeScopes = true);
        }
    }

    /// <summary>The standard variables come later, and win.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .AddService(
            ServiceName, serviceVersion: ErrandVersion.Text,
            serviceInstanceId: string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}"))
        .AddEnvironmentVariableDetector();

    private static bool IsOn(IConfiguration configuration, string signal) =>
        !Is(configuration, "OTEL_SDK_DISABLED", "true") && !Is(configuration, $"OTEL_{signal}_EXPORTER", "none")
        && (IsSet(configuration, "OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet(configuration, $"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"));

    private static bool IsSet(IConfiguration configuration, string name) => !string.IsNullOrWhiteSpace(configuration[name]);

    private static bool Is(IConfiguration configuration, string name, string value) =>
        string.Equals(configuration[name]?.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
