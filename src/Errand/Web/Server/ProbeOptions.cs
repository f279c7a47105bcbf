namespace Errand.Web.Server;

/// <summary>How a process without the role web answers probes.</summary>
internal sealed class ProbeOptions
{
    /// <summary>The port, on loopback only.</summary>
    /// <value>Default: none. Range: 1 to 65,535.</value>
    [Setting("PROBE_PORT", 1, 65_535)]
    public int Port { get; set; }
}
