namespace Errand;

/// <summary>Where handlers offer room to tasks that are being submitted in the same process.</summary>
internal sealed class LocalRoom
{
    private readonly Lock _lock = new();
    private volatile Func<string, int, HandOver?>[] _handlers = [];

    /// <param name="handler">Given a queue and how many tasks there are, it keeps room for them, or has none.</param>
    public void Add(Func<string, int, HandOver?> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(Func<string, int, HandOver?> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }

    /// <summary>Room for tasks of one queue, at most so many, or null. The caller disposes of it.</summary>
    public HandOver? Keep(string queue, int most)
    {
        foreach (Func<string, int, HandOver?> handler in _handlers)
        {
            if (handler(queue, most) is { } room)
            {
                return room;
            }
        }

        return null;
    }
}
