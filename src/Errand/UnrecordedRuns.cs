namespace Errand;

/// <summary>The runs of this process that have ended and whose outcome is not written down: the web role asks, the handlers answer.</summary>
internal sealed class UnrecordedRuns
{
    private readonly Lock _lock = new();
    private volatile Func<TimeSpan>[] _handlers = [];

    /// <summary>For how long the one has waited that has waited longest; zero when there is none.</summary>
    public TimeSpan Oldest => _handlers.Select(oldest => oldest()).DefaultIfEmpty().Max();

    /// <param name="oldest">The same for one handler.</param>
    public void Add(Func<TimeSpan> oldest)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, oldest];
        }
    }

    public void Remove(Func<TimeSpan> oldest)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != oldest)];
        }
    }
}
