namespace Errand;

/// <summary>The disk of the store is full. Nothing was stored.</summary>
public sealed class StoreFullException : StoreException
{
    /// <summary>Reports that the disk is full.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public StoreFullException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
