namespace Errand.HistoryChecker;

/// <summary>A client saw a task.</summary>
/// <param name="AskedAt">When it asked. What other clients had seen before must still hold in this answer.</param>
public sealed record Viewed(
    long Id, long AskedAt, SeenStatus Status, int Attempt = 0, SeenOutcome? Outcome = null, string? ResultHash = null) : HistoryEvent;
