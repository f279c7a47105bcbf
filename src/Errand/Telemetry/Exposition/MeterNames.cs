namespace Errand.Telemetry.Exposition;

/// <summary>The meters that a server on its own tells of.</summary>
internal static class MeterNames
{
    public static readonly string[] All =
    [
        TelemetryNames.Source, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
    ];
}
