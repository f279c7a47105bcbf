using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

/// <summary>A history that can still be changed, with a choice of which task to spoil.</summary>
internal sealed class HistoryDraft(List<RecordedEvent> events, int choice)
{
    private readonly List<DamagedLine> _damages = [];

    public long End => events.Count == 0 ? 0 : events.Max(recorded => recorded.Event.At);

    public IEnumerable<T> All<T>()
        where T : HistoryEvent => events.Select(recorded => recorded.Event).OfType<T>();

    /// <summary>One of those that fit, or null.</summary>
    public T? Choose<T>(Func<T, bool> fits)
        where T : HistoryEvent => All<T>().Where(fits)
            .ToArray() is { Length: > 0 } candidates ? candidates[choice % candidates.Length] : null;

    public bool Add(HistoryEvent happening, string source = "planted")
    {
        events.Add(new RecordedEvent(source, events.Count + 1, happening.At > 0 ? happening : happening with { At = End + 10 }));
        return true;
    }

    public bool Remove(HistoryEvent happening) => events.RemoveAll(recorded => ReferenceEquals(recorded.Event, happening)) > 0;

    public bool Replace(HistoryEvent old, HistoryEvent other) => Remove(old) && Add(other);

    /// <summary>So that a bug shows where it is planted and nowhere else.</summary>
    public void ForgetViews(long id) => events.RemoveAll(recorded => recorded.Event is Viewed view && view.Id == id);

    public bool Damage(bool isTornTail)
    {
        _damages.Add(new DamagedLine("planted", 7, isTornTail));
        return true;
    }

    public CheckReport Check() => CheckReport.Of(new History(events, _damages));
}
