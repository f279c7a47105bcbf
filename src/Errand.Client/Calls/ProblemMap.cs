namespace Errand.Calls;

/// <summary>What a problem is to callers of <see cref="ITaskClient"/>: the exception that the client within the server throws.</summary>
internal static class ProblemMap
{
    /// <summary>Of any request.</summary>
    public static Exception Of(ErrandProblemException problem) => problem.Slug switch
    {
        ProblemSlug.Overloaded => new OverloadedException(problem.Message, problem.RetryAfter ?? TimeSpan.FromSeconds(1), problem),
        ProblemSlug.StoreUnavailable when problem.RetryAfter is { } pause =>
            new StoreUnavailableException(problem.Message, problem) { RetryAfter = pause },
        ProblemSlug.StoreUnavailable => new StoreUnavailableException(problem.Message, problem),
        ProblemSlug.OutcomeUnknown => new OutcomeUnknownException(problem.Message, problem),
        ProblemSlug.StorageFull => new StoreFullException(problem.Message, problem),
        ProblemSlug.Forbidden when problem.Scope is { } scope => new ForbiddenException(scope, problem),
        ProblemSlug.InvalidSearch => new InvalidSearchException(problem.Message, problem.Faults, problem),
        ProblemSlug.MalformedRequest or ProblemSlug.InvalidOptions => new ArgumentException(problem.Message, problem),
        _ => problem,
    };

    /// <summary>Of a submission.</summary>
    public static Exception OfSubmission(ErrandProblemException problem) =>
        problem.Slug is ProblemSlug.UnknownType or ProblemSlug.InvalidArgs or ProblemSlug.InvalidOptions or ProblemSlug.IdempotencyKeyReused
            or ProblemSlug.MalformedRequest
        || problem is { Status: 413, TraceId.Length: > 0 }
            ? new InvalidTaskException(problem.Message, problem.Faults, problem)
            : Of(problem);

    /// <summary>Of a request for a result or a part of it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="isRight">The options were checked before, so that a malformed request can only be one that the result does not
    /// fit.</param>
    public static Exception OfResult(ErrandProblemException problem, bool isRight) =>
        problem.Slug is ProblemSlug.NoSuchMember or ProblemSlug.InvalidArgs or ProblemSlug.InvalidOptions
        || (problem.Slug == ProblemSlug.MalformedRequest && isRight)
        || problem is { Status: 406, TraceId.Length: > 0 }
            ? new ResultUnavailableException(problem.Message, problem)
            : Of(problem);
}
