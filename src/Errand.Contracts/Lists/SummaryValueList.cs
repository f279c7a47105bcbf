namespace Errand;

/// <summary>A member of the summary of many tasks, newest first.</summary>
public sealed record SummaryValueList
{
    /// <summary>The tasks, as many as were asked for or as there are.</summary>
    public required IReadOnlyList<SummaryValue> Items { get; init; }

    /// <summary>If there may be more because one request looks at no more than 100,000 tasks: the creation of the last task that was looked
    /// at. Else null.</summary>
    public DateTimeOffset? SearchedTo { get; init; }
}
