namespace Errand.Storage;

/// <summary>How the death of a process is noticed. One value for all processes on a store.</summary>
internal static class LeaseTimes
{
    /// <summary>A handler that has not beaten for so long is dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>The pause between two beats, less or more a tenth.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>So long after it sent the last beat that was answered, a handler stops claiming and starting: it may soon count as
    /// dead.</summary>
    public static readonly TimeSpan Fence = TimeSpan.FromSeconds(12);
}
