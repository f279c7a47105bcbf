namespace Errand.Storage.Postgres.Verbs;

/// <summary>How far the current sweep of this process has come. Everything that expired before is deleted.</summary>
/// <remarks>While an old snapshot is open, deleted rows cannot be vacuumed. A batch that walks over all of them takes longer than the one
/// before, and in the end longer than its tasks took to expire. Tasks that were skipped, because they were locked or still running, are
/// found by starting from the beginning: at the start of each sweep, and every 30 seconds of a long one.</remarks>
internal sealed class SweepPlace(TimeProvider time)
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private DateTimeOffset _from = DateTimeOffset.MinValue;
    private long _lookedAtWhole;

    /// <summary>The expiry at which the next batch begins. The least value is PostgreSQL's -infinity.</summary>
    public DateTimeOffset Begin()
    {
        lock (_lock)
        {
            if (_from == DateTimeOffset.MinValue || time.GetElapsedTime(_lookedAtWhole) >= Whole)
            {
                _from = DateTimeOffset.MinValue;
                _lookedAtWhole = time.GetTimestamp();
            }

            return _from;
        }
    }

    /// <summary>A batch ended.</summary>
    /// <param name="last">The latest expiry in it; null when it was not full, so that the sweep is over.</param>
    public void End(DateTimeOffset? last)
    {
        lock (_lock)
        {
            _from = last ?? DateTimeOffset.MinValue;
        }
    }
}
