namespace Errand.HistoryChecker;

/// <summary>A definite no came back: by contract nothing is stored.</summary>
public sealed record SubmitRefused(string Key, int Status) : HistoryEvent;
