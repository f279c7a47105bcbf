namespace Errand;

/// <summary>Which values of the summaries of a task type are read.</summary>
public sealed record SummaryValueOptions
{
    /// <summary>The member of the summary, as a search has it after <c>summary.</c>: its name, in which <c>~1</c> stands for a slash and
    /// <c>~0</c> for a tilde.</summary>
    public required string Y { get; init; }

    /// <summary>What it is shown over: <c>createdAt</c>, or an argument as <c>args.NAME</c>. <c>NAME</c> may be a JSON Pointer without its
    /// first slash: <c>args.r0/2</c>.</summary>
    public string X { get; init; } = "createdAt";

    /// <summary>A search text, as <see cref="TaskListFilter.Search"/>; null: all tasks that are done.</summary>
    public string? Search { get; init; }

    /// <summary>At most so many tasks, the newest; 1 to 5,000.</summary>
    public int Limit { get; init; } = 5000;
}
