namespace Errand.HistoryChecker;

/// <summary>Written by the first line of a task's function.</summary>
public sealed record RunStarted(long Id, int Attempt, string Handler, int Pid) : HistoryEvent;
