namespace Errand.Topics;

/// <summary>One who listens to topics. For one who waits at a time; what is not taken in time is put together, so that a slow one needs no
/// more memory than a fast one.</summary>
internal sealed class HintListener(ChangeHints hints, HintTopics topics, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<HintEvent> _events = [];
    private readonly AsyncSignal _news = new();

    public HintTopics Topics => topics;

    /// <summary>The hints since the last call, at least one, in their order. Waits for it. The first hint of each topic comes within a
    /// second and means: look.</summary>
    /// <param name="waiting">Called, perhaps more than once, before it waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<HintEvent>> NextAsync(Action? waiting, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Take() is { Length: > 0 } events)
            {
                return events;
            }

            waiting?.Invoke();
            await _news.WaitAsync(null, time, cancellationToken);
        }
    }

    /// <summary>At most one of each topic is kept.</summary>
    public void Put(HintEvent news)
    {
        lock (_lock)
        {
            _events.Add(_events.RemoveAll(earlier => earlier.Name == news.Name) > 0 ? news.Whole : news);
        }

        _news.Set();
    }

    public void Dispose() => hints.Leave(this);

    private HintEvent[] Take()
    {
        lock (_lock)
        {
            HintEvent[] events = [.. _events];
            _events.Clear();
            return events;
        }
    }
}
