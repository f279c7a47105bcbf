namespace Errand.HistoryChecker;

/// <summary>The answer was a 2xx.</summary>
/// <param name="Replayed">Whether the answer said that the task had been stored before.</param>
public sealed record SubmitAccepted(long Id, string Key, bool Replayed = false) : HistoryEvent;
