namespace Errand;

/// <summary>Where handlers offer room to tasks that are being submitted in the same process.</summary>
internal sealed class LocalRoom
{
    private readonly Lock _lock = new();
    private volatile Offer[] _handlers = [];

    /// <summary>Keeps room in a handler.</summary>
    /// <param name="queue">Where the tasks are.</param>
    /// <param name="most">How many there are.</param>
    /// <param name="mayAllWait">Whether it is room enough when none of them could start at once.</param>
    /// <returns>Null when there is none.</returns>
    public delegate HandOver? Offer(string queue, int most, bool mayAllWait);

    public void Add(Offer handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(Offer handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }

    /// <summary>Room for tasks of one queue, at most so many, or null: where one can start at once, else where they may wait for a slot.
    /// The caller disposes of it.</summary>
    public HandOver? Keep(string queue, int most) => Keep(queue, most, mayAllWait: false) ?? Keep(queue, most, mayAllWait: true);

    private HandOver? Keep(string queue, int most, bool mayAllWait)
    {
        foreach (Offer handler in _handlers)
        {
            if (handler(queue, most, mayAllWait) is { } room)
            {
                return room;
            }
        }

        return null;
    }
}
