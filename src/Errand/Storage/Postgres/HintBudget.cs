namespace Errand.Storage.Postgres;

/// <summary>How often a process may tell the others: the hints of all processes together shall cost the server a tenth of a processor.</summary>
/// <remarks>Each hint wakes every process that listens. How many do is counted by the <see cref="PostgresNotifier"/>; how many tell, a process hears
/// itself. A hint that comes later for that, or not at all, delays work by no more than <see cref="PostgresTaskStore.LongestSilence"/>: polling is the
/// truth. Not safe for several threads at once.</remarks>
internal sealed class HintBudget(TimeProvider time)
{
    /// <summary>What a hint costs the server for each process that listens (measured).</summary>
    private static readonly TimeSpan Cost = TimeSpan.FromMicroseconds(27);

    /// <summary>Of a processor, for all hints together.</summary>
    private const double Share = 0.1;

    /// <summary>Longer is of no use: work is found without a hint by then.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Who told nothing for a while may tell what is worth so much time at once: single tasks, one after the other, wait for each hint.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(0.5);

    /// <summary>Who was heard in this time tells now.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, long> _heardAt = [];
    private long _last = time.GetTimestamp() - time.TimestampFrequency;
    private long _paidUntil = time.GetTimestamp();

    /// <summary>How many processes listen, this one among them.</summary>
    public int Listeners { get; set; } = 1;

    /// <summary>Whether this process listens; one that does not takes it that all others tell as well.</summary>
    public bool IsListening { get; set; } = true;

    /// <summary>The mean pause between two hints of a process.</summary>
    /// <param name="listeners">So many processes each hint wakes.</param>
    /// <param name="tellers">So many processes share the budget.</param>
    public static TimeSpan Pause(int listeners, int tellers)
    {
        TimeSpan pause = Cost * ((double)listeners * tellers / Share);
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>Another process told something.</summary>
    public void Heard(Guid teller) => _heardAt[teller] = time.GetTimestamp();

    /// <summary>How long until the next hint may be sent.</summary>
    /// <param name="shortest">The least pause after the last one, whatever is saved.</param>
    public TimeSpan UntilNext(TimeSpan shortest)
    {
        long now = time.GetTimestamp();
        TimeSpan rest = shortest - time.GetElapsedTime(_last, now), unpaid = time.GetElapsedTime(now, _paidUntil) - Saved;
        TimeSpan longer = rest > unpaid ? rest : unpaid;
        return longer > TimeSpan.Zero ? longer : TimeSpan.Zero;
    }

    /// <summary>A hint is sent.</summary>
    public void Spend()
    {
        _last = time.GetTimestamp();
        long pause = (long)(Pause(Listeners, CountTellers()).TotalSeconds * time.TimestampFrequency);
        _paidUntil = Math.Max(_paidUntil, _last) + pause;
    }

    /// <summary>Processes that tell, this one among them.</summary>
    private int CountTellers()
    {
        if (!IsListening)
        {
            return Listeners;
        }

        foreach ((Guid teller, long heardAt) in _heardAt)
        {
            if (time.GetElapsedTime(heardAt, _last) > Lately)
            {
                _heardAt.Remove(teller);
            }
        }

        return _heardAt.Count + 1;
    }
}
