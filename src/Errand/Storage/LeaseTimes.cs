namespace Errand.Storage;

/// <summary>How the death of a process is noticed. One value for all processes on a store.</summary>
internal static class LeaseTimes
{
    /// <summary>How long after its last beat a handler counts as dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>The pause between two beats, plus or minus a tenth.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>How long after sending its last answered beat a handler may claim and start tasks. After that it may soon count as
    /// dead.</summary>
    public static readonly TimeSpan MayClaimFor = TimeSpan.FromSeconds(12);
}
