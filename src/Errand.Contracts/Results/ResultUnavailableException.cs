namespace Errand;

/// <summary>A result does not have what is wanted of it: no such member, no array to slice, or no form in the format.</summary>
public sealed class ResultUnavailableException : Exception
{
    /// <summary>Says what is missing.</summary>
    /// <param name="message">What is missing.</param>
    public ResultUnavailableException(string message)
        : base(message)
    {
    }
}
