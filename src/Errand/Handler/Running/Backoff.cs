namespace Errand.Handler.Running;

/// <summary>How long a task waits for its next try: 1 s, doubled with each try, at most 10 minutes, times a random 0.5 to 1 so that tasks
/// that failed together do not return together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="tries">How many tries were used up, from 1.</param>
    /// <param name="random">0 to 1.</param>
    public static TimeSpan After(int tries, double random)
    {
        // 2^10 s is past the longest already; more would only overflow.
        TimeSpan full = First * Math.Pow(2, Math.Clamp(tries - 1, 0, 10));
        return (full < Longest ? full : Longest) * (0.5 + (0.5 * random));
    }
}
