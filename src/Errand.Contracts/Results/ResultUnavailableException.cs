namespace Errand;

/// <summary>A result does not have what is wanted of it: no such member, no array to slice, or no form in the format.</summary>
public sealed class ResultUnavailableException : Exception
{
    /// <summary>Says what is missing.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">What caused it: over HTTP, the answer of the server.</param>
    public ResultUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
