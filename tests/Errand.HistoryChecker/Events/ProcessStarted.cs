namespace Errand.HistoryChecker;

/// <summary>A server process started. The same name again is a restart.</summary>
public sealed record ProcessStarted(string Name, int Pid) : HistoryEvent;
