namespace Errand.Results;

/// <summary>When a pass is refused rather than kept waiting for its turn.</summary>
/// <param name="MostOpen">As many may be open, it among them: those that work, that wait for a turn and that wait for their clients.</param>
/// <param name="Wait">How long it waits for its first turn.</param>
internal readonly record struct PassPatience(int MostOpen, TimeSpan Wait)
{
    /// <summary>A burst of short passes has its turns within the second; behind long ones the client does better to come back. Each open
    /// pass takes some megabytes.</summary>
    public static readonly PassPatience OfServer = new(16, TimeSpan.FromSeconds(1));

    /// <summary>The program's own code is not refused.</summary>
    public static readonly PassPatience Endless = new(int.MaxValue, Timeout.InfiniteTimeSpan);
}
