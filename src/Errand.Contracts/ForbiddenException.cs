namespace Errand;

/// <summary>The caller may not do what it asked for. Nothing was changed.</summary>
public sealed class ForbiddenException : Exception
{
    /// <summary>Says which scope is missing.</summary>
    /// <param name="scope">The scope that the caller needs and does not have, such as <c>submit:add</c>.</param>
    /// <param name="innerException">What the server said; null within the server.</param>
    public ForbiddenException(string scope, Exception? innerException = null)
        : base($"This needs the scope {scope}.", innerException) => Scope = scope;

    /// <summary>The scope that the caller needs and does not have.</summary>
    public string Scope { get; }
}
