namespace Errand.HistoryChecker;

/// <summary>A 2xx came back.</summary>
/// <param name="Replayed">The answer said that the task had been stored before.</param>
public sealed record SubmitAccepted(long Id, string Key, bool Replayed = false) : HistoryEvent;
