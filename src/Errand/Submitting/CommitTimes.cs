namespace Errand.Submitting;

/// <summary>How long the latest commits of submissions took.</summary>
internal sealed class CommitTimes(TimeProvider time)
{
    private const int Kept = 16;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<(long EndedAt, TimeSpan Took)> _latest = new(Kept);

    /// <summary>Those of the last minute, the shortest first; few of many.</summary>
    public IReadOnlyList<TimeSpan> Latest
    {
        get
        {
            lock (_lock)
            {
                return [.. _latest.Where(commit => time.GetElapsedTime(commit.EndedAt) <= KeptFor).Select(commit => commit.Took).Order()];
            }
        }
    }

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            if (_latest.Count == Kept)
            {
                _latest.Dequeue();
            }

            _latest.Enqueue((time.GetTimestamp(), took));
        }
    }
}
