namespace Errand.HistoryChecker;

/// <summary>The last line of a task's function, written before it returns: no result can be stored that no file knows.</summary>
/// <param name="ResultHash">With <see cref="RunEnd.Returned"/>: <see cref="ResultHash.Of"/> the bytes that it returns.</param>
public sealed record RunEnded(long Id, int Attempt, RunEnd Outcome, string? ResultHash = null) : HistoryEvent;
