namespace Errand.HistoryChecker;

/// <summary>A client was shown a task.</summary>
/// <param name="AskedAt">When it asked; what others had been told before must still hold in this answer.</param>
public sealed record Viewed(
    long Id, long AskedAt, SeenStatus Status, int Attempt = 0, SeenOutcome? Outcome = null, string? ResultHash = null) : HistoryEvent;
