using System.Diagnostics.Metrics;

namespace Errand.Telemetry.Exposition;

/// <summary>Tells the meters of one server from those of another in the same process.</summary>
internal static class OwnMeters
{
    /// <summary>One of this server's, or of the whole process.</summary>
    public static bool Has(Instrument instrument, IMeterFactory meters) =>
        instrument.Meter.Scope is not IMeterFactory other || other == meters;
}
