namespace Errand;

/// <summary>Something that an operator should look at, as <c>GET /v1/problems</c> lists it. It was so at one instant between the request
/// and the answer.</summary>
public sealed record ServerProblem
{
    /// <summary>One of <see cref="ServerProblemKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>One of <see cref="ServerProblemSeverity"/>.</summary>
    public required string Severity { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>What would help, for people.</summary>
    public required string Do { get; init; }

    /// <summary>Since when it is so, as far as that is known (UTC); null when it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The queue that it is about; null when it is not about one.</summary>
    public string? Queue { get; init; }

    /// <summary>The task type that it is about; null when it is not about one.</summary>
    public string? Type { get; init; }

    /// <summary>A search text that lists the tasks that it is about, for <see cref="TaskListFilter.Search"/>; null when it is not about
    /// tasks.</summary>
    public string? Search { get; init; }
}
