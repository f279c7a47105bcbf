namespace Errand;

/// <summary>The store does not answer, or is locked for too long. Nothing was stored; try again later.</summary>
public sealed class StoreUnavailableException : StoreException
{
    /// <summary>Reports that the store is unavailable.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>When another try may succeed: 1 to 5 seconds, not the same for all callers.</summary>
    public TimeSpan RetryAfter { get; internal init; } = TimeSpan.FromSeconds(Random.Shared.Next(1, 6));
}
