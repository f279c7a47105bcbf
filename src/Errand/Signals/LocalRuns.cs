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
