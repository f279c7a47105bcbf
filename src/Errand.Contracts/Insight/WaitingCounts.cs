namespace Errand;

/// <summary>How many tasks wait, each up to 10,000.</summary>
/// <param name="Ready">Those that can start, also in paused queues.</param>
/// <param name="Scheduled">Those that wait for the instant that they were submitted for.</param>
/// <param name="Retry">Those that wait to be tried again.</param>
/// <param name="Exact">False when there are more.</param>
public sealed record WaitingCounts(int Ready, int Scheduled, int Retry, bool Exact);
