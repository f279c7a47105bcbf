namespace Errand.HistoryChecker;

/// <summary>A line that is no event.</summary>
/// <param name="IsTornTail">The last line of its file, without an end: its writer was killed while it wrote.</param>
public sealed record DamagedLine(string Source, int Line, bool IsTornTail)
{
    public override string ToString() => $"{Source}:{Line}";
}
