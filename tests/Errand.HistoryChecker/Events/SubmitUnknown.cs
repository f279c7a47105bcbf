namespace Errand.HistoryChecker;

/// <summary>The answer was a 504, or there was none: the task may or may not be stored.</summary>
public sealed record SubmitUnknown(string Key) : HistoryEvent;
