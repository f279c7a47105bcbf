namespace Errand.Handler.Running;

/// <summary>How many tasks to hold beyond the free slots: no more than were finished within 50 ms. So none waits long, and tasks that take
/// microseconds do not cost a commit each.</summary>
internal sealed class ClaimAhead(TimeProvider time)
{
    /// <summary>One claim's tasks that run, and one's that are being claimed meanwhile.</summary>
    private const int Most = 2 * MostAtOnce;

    /// <summary>In one claim.</summary>
    public const int MostAtOnce = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private long _windowStart = time.GetTimestamp();
    private int _inWindow;
    private int _inLastWindow;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                Turn();
                // Within the window that has just begun there may be more already, as when a full queue comes after a pause.
                return Math.Min(Math.Max(_inLastWindow, _inWindow), Most);
            }
        }
    }

    public void Finished()
    {
        lock (_lock)
        {
            Turn();
            _inWindow++;
        }
    }

    private void Turn()
    {
        TimeSpan elapsed = time.GetElapsedTime(_windowStart);
        if (elapsed < Window)
        {
            return;
        }

        _inLastWindow = elapsed < 2 * Window ? _inWindow : 0;
        _inWindow = 0;
        _windowStart = time.GetTimestamp();
    }
}
