namespace Errand;

/// <summary>The store became unavailable during the commit: it may or may not be stored. Repeat with the same idempotency key.</summary>
public sealed class OutcomeUnknownException : StoreException
{
    /// <summary>Reports that the outcome of a commit is unknown.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public OutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
