namespace Errand.Signals;

/// <summary>What the web role may know of the runs in its own process: it asks, the handlers answer.</summary>
internal sealed class LocalRuns
{
    private readonly Lock _lock = new();
    private volatile Handler[] _handlers = [];

    /// <summary>For how long the run has waited for its outcome to be written down that ended first; zero when there is none.</summary>
    public TimeSpan OldestUnrecorded => _handlers.Select(handler => handler.OldestUnrecorded()).DefaultIfEmpty().Max();

    /// <summary>How many runs wait for other tasks, and so have no slot.</summary>
    public int Waiting => _handlers.Sum(handler => handler.Waiting());

    public void Add(Handler handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(Handler handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }

    /// <summary>The same of one handler.</summary>
    public sealed record Handler(Func<TimeSpan> OldestUnrecorded, Func<int> Waiting);
}
