namespace HistoryChecker;

/// <summary>A server process came up. The same name again is a restart.</summary>
public sealed record ProcessStarted(string Name, int Pid) : HistoryEvent;

/// <summary>The test did something to a server process.</summary>
/// <param name="Signal">KILL, STOP, CONT, TERM.</param>
public sealed record ProcessSignalled(string Name, int Pid, string Signal) : HistoryEvent;
