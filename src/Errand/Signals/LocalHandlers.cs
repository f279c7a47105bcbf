using Errand.Storage.Messages;

namespace Errand.Signals;

/// <summary>The handlers of this process, in which tasks that are being submitted here reserve slots.</summary>
internal sealed class LocalHandlers
{
    private readonly Lock _lock = new();
    private volatile IHandlerSlots[] _handlers = [];

    public void Add(IHandlerSlots handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }
    }

    public void Remove(IHandlerSlots handler)
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
        foreach (IHandlerSlots handler in _handlers)
        {
            if (handler.Reserve(queue, most, mayAllWait) is { } reservation)
            {
                return reservation;
            }
        }

        return null;
    }
}
