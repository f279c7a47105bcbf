namespace Errand.Access;

/// <summary>How many things may happen within a time: so many a second on average, and more at once after a pause.</summary>
/// <remarks>Not the framework's limiter, which costs three times what the check of a key does.</remarks>
internal sealed class TokenBucket
{
    private readonly Lock _lock = new();
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _at;

    /// <param name="rate">How many a second.</param>
    /// <param name="burst">How many at once.</param>
    /// <param name="time">The clock.</param>
    public TokenBucket(double rate, double burst, TimeProvider time)
    {
        Rate = rate;
        _burst = burst;
        _time = time;
        _tokens = burst;
        _at = time.GetTimestamp();
    }

    public double Rate { get; }

    /// <summary>Whether as many may happen at once as ever.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return _tokens >= _burst;
            }
        }
    }

    /// <summary>Whether so many may happen now; then they are counted. More than may ever happen at once count as that many.</summary>
    /// <param name="count">How many.</param>
    /// <param name="wait">If not: for how long not.</param>
    public bool TryTake(double count, out TimeSpan wait)
    {
        count = Math.Min(count, _burst);
        lock (_lock)
        {
            Fill();
            wait = _tokens >= count ? TimeSpan.Zero : TimeSpan.FromSeconds((count - _tokens) / Rate);
            if (wait > TimeSpan.Zero)
            {
                return false;
            }

            _tokens -= count;
            return true;
        }
    }

    private void Fill()
    {
        long now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_at, now).TotalSeconds * Rate));
        _at = now;
    }
}
