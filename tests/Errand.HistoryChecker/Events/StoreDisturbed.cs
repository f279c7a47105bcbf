namespace Errand.HistoryChecker;

/// <summary>The test did something to the store: restarted it, cut or froze the way to it.</summary>
public sealed record StoreDisturbed(string What) : HistoryEvent;
