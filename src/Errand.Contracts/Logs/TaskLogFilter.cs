namespace Errand;

/// <summary>Which lines of a task's log are wanted.</summary>
public sealed record TaskLogFilter
{
    /// <summary>Of this run only; null: of all.</summary>
    public int? Attempt { get; init; }

    /// <summary>At least as serious as this.</summary>
    public TaskLogLevel Level { get; init; }

    /// <summary>Only lines after this one, written as attempt and line: <c>2.17</c>. Null: from the first one on.</summary>
    public string? After { get; init; }

    /// <summary>At most so many, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
