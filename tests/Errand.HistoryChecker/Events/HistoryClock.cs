namespace Errand.HistoryChecker;

/// <summary>The clock of a history: monotonic and the same for all processes of one machine, so "before" means before.</summary>
public static class HistoryClock
{
    /// <summary>Nanoseconds since some instant.</summary>
    public static long Now(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        return (long)(time.GetTimestamp() * (1e9m / time.TimestampFrequency));
    }
}
