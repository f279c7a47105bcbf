namespace Errand.HistoryChecker;

/// <summary>All that was seen of one task.</summary>
public sealed class TaskHistory(long id)
{
    public long Id { get; } = id;

    public List<SubmitAccepted> Accepted { get; } = [];

    public List<SeenStart> Starts { get; } = [];

    public List<RunEnded> Ends { get; } = [];

    public List<Viewed> Views { get; } = [];

    public List<StoredTask> Stored { get; } = [];

    /// <summary>The one row that it should have. Null when there is none, or more than one: then other rules would only repeat what one
    /// rule says.</summary>
    public StoredTask? Row => Stored.Count == 1 ? Stored[0] : null;

    /// <summary>The row, when it says how the task ended.</summary>
    public StoredTask? Ended => Row is { Status: SeenStatus.Done, Outcome: not null } row ? row : null;
}
