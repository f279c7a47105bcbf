namespace Errand.Storage.Postgres;

/// <summary>How far the sweeps of this process have come: what expired before is deleted, and only its remains are there.</summary>
/// <remarks>Matters when somebody holds an old snapshot, so that the remains cannot be vacuumed: a batch that begins with them takes longer
/// than the one before, and in the end longer than its tasks took to expire. What stayed behind, because it was locked or still ran, is found
/// by a look at the whole, with which every sweep begins, and now and then a long one goes on.</remarks>
internal sealed class SweepPlace(TimeProvider time)
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private DateTimeOffset _from = DateTimeOffset.MinValue;
    private long _lookedAtWhole;

    /// <summary>From which expiry on the next batch looks. PostgreSQL knows the least of them as -infinity.</summary>
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
    /// <param name="last">The latest expiry in it; null when the batch was not full: then the sweep is over.</param>
    public void End(DateTimeOffset? last)
    {
        lock (_lock)
        {
            _from = last ?? DateTimeOffset.MinValue;
        }
    }
}
