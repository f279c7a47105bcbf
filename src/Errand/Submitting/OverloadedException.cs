namespace Errand.Submitting;

/// <summary>Too many submits wait for the store already. Nothing was stored.</summary>
/// <param name="queueTime">How long those take that wait.</param>
internal sealed class OverloadedException(TimeSpan queueTime) : Exception("Too many submits wait for the store. Try again in a moment.")
{
    public TimeSpan QueueTime => queueTime;
}
