namespace Errand.HistoryChecker;

/// <summary>A client is about to send a task. Written before the first byte is sent, so that every stored task is in the history.</summary>
/// <param name="Key">The client's name for the task, which is part of its arguments. One key, one task: a resend uses the same
/// Idempotency-Key.</param>
public sealed record SubmitSent(string Client, string Key) : HistoryEvent;
