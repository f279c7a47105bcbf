namespace HistoryChecker;

/// <summary>A client is about to send a task. Written before the first byte leaves, so that nothing stored is unheard of.</summary>
/// <param name="Key">What the client calls the task; travels in its args. One key, one task: whoever sends it again uses the same Idempotency-Key.</param>
public sealed record SubmitSent(string Client, string Key) : HistoryEvent;

/// <summary>A 2xx came back.</summary>
/// <param name="Replayed">The answer said that the task had been stored before.</param>
public sealed record SubmitAccepted(long Id, string Key, bool Replayed = false) : HistoryEvent;

/// <summary>A definite no came back: by contract nothing is stored.</summary>
public sealed record SubmitRefused(string Key, int Status) : HistoryEvent;

/// <summary>A 504 came back, or nothing: it may be stored or not.</summary>
public sealed record SubmitUnknown(string Key) : HistoryEvent;
