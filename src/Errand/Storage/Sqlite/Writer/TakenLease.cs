using Errand.Storage.Shared;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>A lease that was just deleted, by its holder or by another process.</summary>
internal readonly record struct TakenLease(
    long Id, long Attempt, long Tries, long Queue, int Priority, byte[] Handler, long ClaimedAt, bool IsCancelled)
{
    public QueuePlace Place => new(Priority, Id);
}
