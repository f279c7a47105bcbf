namespace Errand.HistoryChecker;

/// <summary>A client is about to send a task. Written before the first byte leaves, so that nothing stored is unheard of.</summary>
/// <param name="Key">What the client calls the task; travels in its args. One key, one task: whoever sends it again uses the same
/// Idempotency-Key.</param>
public sealed record SubmitSent(string Client, string Key) : HistoryEvent;
