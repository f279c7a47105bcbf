namespace Errand.Janitor;

/// <summary>How this process deletes expired tasks.</summary>
internal sealed class JanitorOptions
{
    /// <summary>How many janitors this process is, each an entry of its own in the list of janitors.</summary>
    /// <value>Default: 1. Range: 1 to 64.</value>
    [Setting("JANITORS", 1, 64)]
    public int Count { get; set; } = 1;

    /// <summary>How many days entries of the audit log are kept.</summary>
    /// <value>Default: 90. Range: 1 to 3650.</value>
    [Setting("AUDIT_DAYS", 1, 3650)]
    public int AuditDays { get; set; } = 90;

    /// <summary>The longest rest between two sweeps, reached when little expires. Reads hide what has expired at once, so this is a matter
    /// of space only.</summary>
    /// <value>30 seconds; no setting changes it.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
