namespace Errand.Topics;

/// <summary>A topic, those who listen to it, and when it is looked at next.</summary>
/// <param name="topic">The topic.</param>
/// <param name="pressed">Called when it is to be looked at sooner.</param>
/// <param name="time">Measures the pauses.</param>
internal sealed class WatchedTopic(ITopic topic, Action pressed, TimeProvider time)
{
    /// <summary>Between two hints; and between two looks that nothing presses for.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After a look that took long, the pause is this many times as long, up to <see cref="LongestPause"/>.</summary>
    private const int RestPerLook = 9;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly HashSet<HintListener> _listeners = [];

    /// <summary>Those of them that have had no hint yet.</summary>
    private readonly HashSet<HintListener> _newcomers = [];

    private volatile bool _isPressed;
    private long _lookedAt;
    private TimeSpan _pause;
    private TimeSpan _pauseWhenPressed;

    public HintTopics Topic => topic.Topic;

    public string Name => topic.Name;

    /// <summary>Whether its last look failed.</summary>
    public bool IsFailing { get; set; }

    public void Add(HintListener listener)
    {
        lock (_lock)
        {
            if (_listeners.Count == 0)
            {
                topic.Begin(Press);
            }

            _listeners.Add(listener);
            _newcomers.Add(listener);
        }

        Press();
    }

    public void Remove(HintListener listener)
    {
        lock (_lock)
        {
            _newcomers.Remove(listener);
            if (_listeners.Remove(listener) && _listeners.Count == 0)
            {
                topic.End();
            }
        }
    }

    /// <summary>How long until the next look, unless it is pressed for one before that; null when nobody listens.</summary>
    public TimeSpan? UntilLook()
    {
        lock (_lock)
        {
            TimeSpan left = (_isPressed ? _pauseWhenPressed : _pause) - time.GetElapsedTime(_lookedAt);
            return _listeners.Count == 0 ? null : left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Looks, and tells those who listen.</summary>
    /// <param name="nextNumber">The numbers of hints.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task LookAsync(Func<long> nextNumber, CancellationToken cancellationToken)
    {
        HashSet<HintListener> newcomers;
        lock (_lock)
        {
            newcomers = [.. _newcomers];
        }

        // Before the look: what is pressed for meanwhile may have been seen or not.
        _isPressed = false;
        long start = time.GetTimestamp();
        bool isQuiet = false;
        try
        {
            ChangeHint? news = await topic.LookAsync(cancellationToken);
            isQuiet = news is null && newcomers.Count == 0;
            if (!isQuiet)
            {
                Tell(new HintEvent(nextNumber(), topic.Name, news ?? topic.Whole, topic.Whole), news is null, newcomers);
            }
        }
        finally
        {
            Rest(time.GetElapsedTime(start), isQuiet);
        }
    }

    private void Press()
    {
        _isPressed = true;
        pressed();
    }

    /// <param name="news">The hint.</param>
    /// <param name="isOld">It is nothing new to those who had a hint before.</param>
    /// <param name="newcomers">Those who listened before the look began, and have had none.</param>
    private void Tell(HintEvent news, bool isOld, HashSet<HintListener> newcomers)
    {
        lock (_lock)
        {
            foreach (HintListener listener in _listeners)
            {
                if (newcomers.Contains(listener))
                {
                    _newcomers.Remove(listener);
                    listener.Put(news.Whole);
                }
                else if (!isOld && !_newcomers.Contains(listener))
                {
                    listener.Put(news);
                }
            }
        }
    }

    private void Rest(TimeSpan look, bool isQuiet)
    {
        TimeSpan rest = Shorter(look * RestPerLook, LongestPause);
        lock (_lock)
        {
            _lookedAt = time.GetTimestamp();
            _pause = Longer(Pause, rest);
            _pauseWhenPressed = isQuiet ? rest : _pause;
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
