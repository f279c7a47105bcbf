using Errand.Storage.Messages;

namespace Errand.Signals;

/// <summary>The handlers of this process, in which tasks that are being submitted here reserve slots.</summary>
internal sealed class LocalHandlers
{
    private readonly Lock _lock = new();
    private volatile Reserver[] _handlers = [];

    /// <summary>Reserves slots in one handler.</summary>
    /// <param name="queue">Where the tasks are.</param>
    /// <param name="most">How many tasks there are.</param>
    /// <param name="mayAllWait">Whether a reservation is of use when none of the tasks could start at once.</param>
    /// <returns>Null when the handler has no slots to give.</returns>
    public delegate Reservation? Reserver(string queue, int most, bool mayAllWait);

    public void Add(Reserver handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(Reserver handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(other => other != handler)];
        }
    }

    /// <summary>Reserves slots for up to <paramref name="most"/> tasks of one queue: in a handler where one of them can start at once, else
    /// in one where they may wait for a slot. The caller disposes of the reservation.</summary>
    public Reservation? Reserve(string queue, int most) =>
        Reserve(queue, most, mayAllWait: false) ?? Reserve(queue, most, mayAllWait: true);

    private Reservation? Reserve(string queue, int most, bool mayAllWait)
    {
        foreach (Reserver handler in _handlers)
        {
            if (handler(queue, most, mayAllWait) is { } reservation)
            {
                return reservation;
            }
        }

        return null;
    }
}
