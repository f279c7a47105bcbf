namespace Errand.HistoryChecker;

/// <summary>The answer was a definite refusal: by contract nothing is stored.</summary>
public sealed record SubmitRefused(string Key, int Status) : HistoryEvent;
