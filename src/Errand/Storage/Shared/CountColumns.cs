using Errand.Storage.Stats;

namespace Errand.Storage.Shared;

/// <summary>Reads counts that a store stopped at a limit.</summary>
internal static class CountColumns
{
    /// <param name="at">When they were counted.</param>
    /// <param name="row">The first column: what is ready. Then when the oldest became so, what is scheduled, what waits for a retry, what runs,
    /// slots, handlers, janitors, what is stored, and an estimate of that.</param>
    /// <param name="first">The number of the first column.</param>
    public static TaskCounts Read(DateTimeOffset at, IColumns row, int first)
    {
        (int ready, int scheduled, int retry, long stored) =
            (row.GetInt32(first), row.GetInt32(first + 2), row.GetInt32(first + 3), row.GetInt64(first + 8));
        bool isStoredExact = stored <= TaskCounts.MaxCount;
        return new TaskCounts
        {
            At = at,
            Ready = Math.Min(ready, TaskCounts.MaxCount),
            OldestReadyAt = row.IsNull(first + 1) ? null : row.GetInstant(first + 1),
            Scheduled = Math.Min(scheduled, TaskCounts.MaxCount),
            Retry = Math.Min(retry, TaskCounts.MaxCount),
            IsExact = ready <= TaskCounts.MaxCount && scheduled + retry <= TaskCounts.MaxCount,
            Running = row.GetInt32(first + 4),
            Slots = row.GetInt32(first + 5),
            Handlers = row.GetInt32(first + 6),
            Janitors = row.GetInt32(first + 7),
            Stored = isStoredExact || row.IsNull(first + 9) ? stored : Math.Max(stored, row.GetInt64(first + 9)),
            IsStoredExact = isStoredExact,
        };
    }
}
