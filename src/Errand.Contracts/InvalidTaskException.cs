namespace Errand;

/// <summary>A task submitted from C# was refused: its type is not mapped, or its arguments or options are wrong.</summary>
public sealed class InvalidTaskException : ArgumentException
{
    /// <summary>Refuses a task.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="faults">Everything that is wrong, one by one.</param>
    /// <param name="innerException">What caused it: over HTTP, the answer of the server.</param>
    public InvalidTaskException(string message, IReadOnlyList<Fault> faults, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(faults);
        Faults = faults;
    }

    /// <summary>Everything that is wrong with arguments and options; empty when the type is not mapped.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
