namespace Errand.HistoryChecker;

/// <summary>A line that is not an event.</summary>
/// <param name="IsTornTail">Whether it is the last line of its file and has no end: its writer was killed while writing.</param>
public sealed record DamagedLine(string Source, int Line, bool IsTornTail)
{
    public override string ToString() => $"{Source}:{Line}";
}
