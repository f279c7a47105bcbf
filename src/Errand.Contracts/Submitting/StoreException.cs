namespace Errand;

/// <summary>The store could not do its work. Nothing was changed, unless a subclass says otherwise.</summary>
public abstract class StoreException : Exception
{
    /// <summary>Reports a failure of the store.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What caused it.</param>
    private protected StoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
