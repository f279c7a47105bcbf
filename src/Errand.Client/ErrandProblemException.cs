namespace Errand;

/// <summary>The server refused a request, or could not do what it asks for (RFC 9457).</summary>
public sealed class ErrandProblemException : Exception
{
    private const string TypeBase = "urn:errand:problem/";

    /// <summary>Reports a refusal.</summary>
    /// <param name="problem">What the server said.</param>
    /// <param name="retryAfter">When it says that the request may be sent again; null when it does not say.</param>
    public ErrandProblemException(ProblemView problem, TimeSpan? retryAfter = null)
        : base(MessageOf(problem))
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The whole answer.</summary>
    public ProblemView Problem { get; }

    /// <summary>The HTTP status.</summary>
    public int Status => Problem.Status;

    /// <summary>One of <see cref="ProblemSlug"/>; null when the status says it all, and when the answer is not the server's but that of a
    /// proxy.</summary>
    public string? Slug =>
        Problem.Type.StartsWith(TypeBase, StringComparison.Ordinal) ? Problem.Type[TypeBase.Length..] : null;

    /// <summary>Everything that is wrong with the request; empty unless the status is 422.</summary>
    public IReadOnlyList<Fault> Faults => Problem.Errors ?? [];

    /// <summary>The scope that the key needs and does not have; null when that is not the reason.</summary>
    public string? Scope { get; init; }

    /// <summary>The server's log has the same request under it; empty when the answer is that of a proxy.</summary>
    public string TraceId => Problem.TraceId;

    /// <summary>When the server says that the request may be sent again; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string MessageOf(ProblemView problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Errors is { Count: > 1 } faults
            ? string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Detail}"))
            : problem.Detail;
    }
}
