namespace Errand.Following;

/// <summary>All who follow one task.</summary>
internal sealed class FollowedTask
{
    private readonly Lock _lock = new();
    private readonly List<AsyncSignal> _followers = [];
    private bool _isClosed;
    private volatile string? _stamp;

    /// <summary>The task as of the last look at all followed tasks. Null: its followers are woken by the next look that succeeds.</summary>
    public string? Stamp
    {
        get => _stamp;
        set => _stamp = value;
    }

    /// <summary>False when the last one has left meanwhile: a new entry is needed.</summary>
    public bool TryAdd(AsyncSignal news)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _followers.Add(news);
            }

            return !_isClosed;
        }
    }

    /// <summary>True for the last one who leaves.</summary>
    public bool Remove(AsyncSignal news)
    {
        lock (_lock)
        {
            _followers.Remove(news);
            return _isClosed = _followers.Count == 0;
        }
    }

    public void Wake()
    {
        lock (_lock)
        {
            foreach (AsyncSignal news in _followers)
            {
                news.Set();
            }
        }
    }
}
