namespace Errand.HistoryChecker;

/// <summary>Written by the last line of a task's function, before it returns, so that every stored result is in a file.</summary>
/// <param name="ResultHash">With <see cref="RunEnd.Returned"/>: <see cref="ResultHash.Of"/> the bytes that it returns.</param>
public sealed record RunEnded(long Id, int Attempt, RunEnd Outcome, string? ResultHash = null) : HistoryEvent;
