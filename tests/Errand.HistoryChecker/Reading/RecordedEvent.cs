namespace Errand.HistoryChecker;

/// <summary>An event and where it was found, as evidence.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(string Source, int Line, HistoryEvent Event)
{
    public override string ToString() => $"{Source}:{Line} {Event}";
}
