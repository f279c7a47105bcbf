namespace Errand.HistoryChecker;

/// <summary>One task of the final dump, taken when everything is idle and before anything expires. A task in two places appears
/// twice.</summary>
/// <param name="Attempt">The attempt that the outcome belongs to; the last one otherwise.</param>
/// <param name="HandBacks">How many of its attempts were given back without a try.</param>
/// <param name="AttemptLog">The attempts that the store logged as not succeeded, in the order of its log.</param>
public sealed record StoredTask(
    long Id,
    string Key,
    SeenStatus Status,
    int Attempt,
    int MaxAttempts,
    int HandBacks,
    IReadOnlyList<int> AttemptLog,
    SeenOutcome? Outcome = null,
    string? ResultHash = null) : HistoryEvent;
