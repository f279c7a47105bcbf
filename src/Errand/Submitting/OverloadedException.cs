namespace Errand.Submitting;

/// <summary>Too many submissions are waiting for the store already. Nothing was stored.</summary>
/// <param name="queueTime">How long those take that wait.</param>
internal sealed class OverloadedException(TimeSpan queueTime) : Exception(
    "Too many submissions are waiting for the store. Try again in a moment.")
{
    public TimeSpan QueueTime => queueTime;
}
