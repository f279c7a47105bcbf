namespace Errand.HistoryChecker;

/// <summary>The test did something to a server process.</summary>
/// <param name="Signal">KILL, STOP, CONT, TERM.</param>
public sealed record ProcessSignalled(string Name, int Pid, string Signal) : HistoryEvent;
