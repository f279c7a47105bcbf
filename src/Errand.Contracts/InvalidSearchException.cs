namespace Errand;

/// <summary>A search text cannot be read.</summary>
public sealed class InvalidSearchException : ArgumentException
{
    /// <summary>Refuses a search.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="faults">Each term that cannot be read.</param>
    /// <param name="innerException">What caused it: over HTTP, the answer of the server.</param>
    public InvalidSearchException(string message, IReadOnlyList<Fault> faults, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(faults);
        Faults = faults;
    }

    /// <summary>Each term that cannot be read, with its place in the text.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
