namespace Errand.Torture;

/// <summary>What clients submit: mostly what ends at once, and some of everything that makes trouble.</summary>
internal static class TaskMix
{
    public static NewErrand Draw(Random random, string client, int number)
    {
        string key = $"{client}-{number}";
        bool isKeyed = random.Next(3) > 0;
        NewErrand Of(string type, int? ms = null, string options = "") => new(key, type, ms, options, isKeyed);
        return random.Next(1000) switch
        {
            < 500 => Of("record", 0),
            < 750 => Of("record", random.Next(100)),
            < 800 => Of("record", random.Next(1000), "priority=5"),
            < 860 => Of("record-fail-first"),
            < 900 => Of("record-fail"),
            < 930 => Of("record-large"),
            < 960 => Of("record", 0, $"delay={random.Next(1, 4)}"),
            < 983 => Of("record", random.Next(2_000, 6_000)),
            // Told to stop by its time-out, and deaf to it: it loses its lease and goes on.
            < 990 => Of("record-deaf", 9_000, "timeout=1&maxAttempts=2"),
            // Longer than a lease.
            < 996 => Of("record", 20_000),
            _ => Of("record-kill-first"),
        };
    }
}
