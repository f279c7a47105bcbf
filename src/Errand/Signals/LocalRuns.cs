namespace Errand.Signals;

/// <summary>What the web role may know of the runs in its own process: it asks, the handlers answer.</summary>
internal sealed class LocalRuns
{
    private readonly Lock _lock = new();
    private volatile IHandlerRuns[] _handlers = [];

    /// <summary>How long the run that ended first has waited for its outcome to be recorded; zero when there is none.</summary>
    public TimeSpan OldestUnrecorded => _handlers.Select(handler => handler.OldestUnrecorded).DefaultIfEmpty().Max();

    /// <summary>How many runs wait for other tasks, and so have no slot.</summary>
    public int Waiting => _handlers.Sum(handler => handler.Waiting);

    /// <summary>How many tasks this process can run at a time.</summary>
    public int Slots => _handlers.Sum(handler => handler.Slots);

    /// <summary>How many of its slots are taken.</summary>
    public int Busy => _handlers.Sum(handler => handler.Busy);

    /// <summary>The type of each run that has begun and not ended.</summary>
    public IEnumerable<string> Types => _handlers.SelectMany(handler => handler.Types);

    public void Add(IHandlerRuns handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(IHandlerRuns handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }
}
