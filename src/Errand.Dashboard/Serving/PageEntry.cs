namespace Errand.Dashboard.Serving;

/// <summary>Who asks for a page, or why it is not shown.</summary>
public sealed record PageEntry
{
    /// <summary>What the caller may see and do: what it may not see is not there, and what it may not do throws a
    /// <see cref="ForbiddenException"/>. Null when it is refused.</summary>
    public ITaskClient? Tasks { get; init; }

    /// <summary>The status of the refusal.</summary>
    public int Status { get; init; }

    /// <summary>What is refused, for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>Why, and what to do about it.</summary>
    public string Detail { get; init; } = "";

    /// <summary>How to show who one is: the header <c>WWW-Authenticate</c>; null when that would not help.</summary>
    public string? Challenge { get; init; }

    /// <summary>Seconds after which it is worth trying again.</summary>
    public int? RetryAfter { get; init; }
}
