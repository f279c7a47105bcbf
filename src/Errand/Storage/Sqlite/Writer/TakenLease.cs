namespace Errand.Storage.Sqlite.Writer;

/// <summary>A lease that was just taken away, by its holder or from it.</summary>
internal readonly record struct TakenLease(
    long Id, long Attempt, long Tries, long Queue, long Priority, byte[] Handler, long ClaimedAt, bool IsCancelled);
