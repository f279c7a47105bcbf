namespace Errand;

/// <summary>Those who hear of one kind of event, on the thread of whoever tells it. One that throws keeps neither the others from hearing nor the teller
/// from going on.</summary>
/// <param name="failed">Told what a listener threw for the first time; after that it may throw with every event.</param>
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
