namespace Errand.HistoryChecker;

/// <summary>Everything that was seen of one task.</summary>
public sealed class TaskHistory(long id)
{
    public long Id { get; } = id;

    public List<SubmitAccepted> Accepted { get; } = [];

    public List<SeenStart> Starts { get; } = [];

    public List<RunEnded> Ends { get; } = [];

    public List<Viewed> Views { get; } = [];

    public List<StoredTask> Stored { get; } = [];

    /// <summary>The one row that it should have. Null if there is none or more than one: one rule reports that, and other rules would only
    /// repeat it.</summary>
    public StoredTask? Row => Stored.Count == 1 ? Stored[0] : null;

    /// <summary>The row, if it says how the task ended.</summary>
    public StoredTask? Ended => Row is { Status: SeenStatus.Done, Outcome: not null } row ? row : null;
}
