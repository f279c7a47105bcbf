namespace Errand.HistoryChecker;

/// <summary>A 504 came back, or nothing: it may be stored or not.</summary>
public sealed record SubmitUnknown(string Key) : HistoryEvent;
