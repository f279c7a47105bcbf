namespace Errand;

/// <summary>The listeners to one kind of event. They run on the publisher's thread. What one of them throws affects neither the others nor
/// the publisher.</summary>
/// <param name="failed">Called with the first exception of each listener; after that it may throw with every event.</param>
internal sealed class Listeners<TEvent>(Action<Exception> failed)
{
    private readonly Lock _lock = new();
    private volatile Listener[] _all = [];

    public void Add(Action<TEvent>? hear)
    {
        if (hear is null)
        {
            return;
        }

        lock (_lock)
        {
            _all = [.. _all, new Listener(hear)];
        }
    }

    public void Remove(Action<TEvent>? hear)
    {
        lock (_lock)
        {
            _all = [.. _all.Where(listener => listener.Hear != hear)];
        }
    }

    public void Tell(in TEvent happened)
    {
        foreach (Listener listener in _all)
        {
            try
            {
                listener.Hear(happened);
            }
            catch (Exception e)
            {
                if (listener.FailsForTheFirstTime())
                {
                    failed(e);
                }
            }
        }
    }

    private sealed class Listener(Action<TEvent> hear)
    {
        private int _failed;

        public Action<TEvent> Hear { get; } = hear;

        public bool FailsForTheFirstTime() => Interlocked.Exchange(ref _failed, 1) == 0;
    }
}
