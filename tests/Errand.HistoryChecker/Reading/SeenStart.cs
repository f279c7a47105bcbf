namespace Errand.HistoryChecker;

/// <summary>The start of a run, and the file of the handler process that wrote it.</summary>
public sealed record SeenStart(string Source, RunStarted Run);
