namespace Errand;

/// <summary>Too many submissions wait for the store already. Nothing was stored; try again later.</summary>
public sealed class OverloadedException : Exception
{
    /// <summary>In seconds: no submission waits longer for the store.</summary>
    private const int LongestQueue = 10;

    /// <summary>Refuses a submission.</summary>
    /// <param name="queueTime">How long those take that wait.</param>
    public OverloadedException(TimeSpan queueTime)
        : base("Too many submissions are waiting for the store. Try again in a moment.")
    {
        QueueTime = queueTime;
        RetryAfter = After(queueTime);
    }

    /// <summary>Reports that the server refused a request.</summary>
    /// <param name="message">What it said.</param>
    /// <param name="retryAfter">When it is to be sent again.</param>
    /// <param name="answer">The whole answer.</param>
    internal OverloadedException(string message, TimeSpan retryAfter, Exception answer)
        : base(message, answer) => RetryAfter = retryAfter;

    /// <summary>How long the waiting submissions take, and up to 2 seconds more, so that not all callers come back at once.</summary>
    public TimeSpan RetryAfter { get; }

    internal TimeSpan QueueTime { get; }

    /// <summary>In whole seconds.</summary>
    internal static TimeSpan After(TimeSpan queueTime) =>
        TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(queueTime.TotalSeconds), 1, LongestQueue) + Random.Shared.Next(0, 3));
}
