namespace Errand.Storage.Postgres.Hints;

/// <summary>How often a process may send a hint: the hints of all processes together may use a tenth of a processor of the
/// server.</summary>
/// <remarks>Each hint wakes every process that listens. The <see cref="PostgresNotifier"/> counts those; the senders are known by the hints
/// that arrive. A hint that is late or missing delays work by at most <see cref="PostgresTaskStore.LongestSilence"/>, after which polling
/// finds it. Not thread-safe.</remarks>
internal sealed class HintBudget(TimeProvider time)
{
    /// <summary>What a hint costs the server per listening process, as measured.</summary>
    private static readonly TimeSpan Cost = TimeSpan.FromMicroseconds(70);

    /// <summary>The part of a processor that all hints together may use.</summary>
    private const double Share = 0.1;

    /// <summary>By then, polling has found the work.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How much a process can save up while it sends nothing. Then a few single tasks, one after the other, are not slowed
    /// down.</summary>
    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(0.5);

    /// <summary>A process counts as a sender for this long after its last hint: longer than the longest pause, so that one that is only
    /// waiting for its next hint still counts.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(3);

    private readonly Dictionary<Guid, long> _heardAt = [];
    private long _last = time.GetTimestamp() - time.TimestampFrequency;
    private long _paidUntil = time.GetTimestamp();

    /// <summary>How many processes listen, this one among them.</summary>
    public int Listeners { get; set; } = 1;

    /// <summary>Whether this process listens. If not, it cannot know the senders and assumes that every process is one.</summary>
    public bool IsListening { get; set; } = true;

    /// <summary>The mean pause between two hints of a process.</summary>
    /// <param name="listeners">How many processes each hint wakes.</param>
    /// <param name="senders">How many processes share the budget.</param>
    public static TimeSpan Pause(int listeners, int senders)
    {
        TimeSpan pause = Cost * ((double)listeners * senders / Share);
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>A hint of another process arrived.</summary>
    public void Heard(Guid sender) => _heardAt[sender] = time.GetTimestamp();

    /// <summary>How long until the next hint may be sent.</summary>
    /// <param name="shortest">The shortest pause after the last one, however much is saved up.</param>
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
        long pause = (long)(Pause(Listeners, CountSenders()).TotalSeconds * time.TimestampFrequency);
        _paidUntil = Math.Max(_paidUntil, _last) + pause;
    }

    /// <summary>This process included.</summary>
    private int CountSenders()
    {
        if (!IsListening)
        {
            return Listeners;
        }

        foreach ((Guid sender, long heardAt) in _heardAt)
        {
            if (time.GetElapsedTime(heardAt, _last) > Lately)
            {
                _heardAt.Remove(sender);
            }
        }

        return _heardAt.Count + 1;
    }
}
