namespace Errand;

/// <summary>Which tasks a list has. All conditions must hold; of several values of one condition, one is enough.</summary>
public sealed record TaskListFilter
{
    /// <summary>Of these task types; empty: of all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>With these statuses; empty: with any.</summary>
    public IReadOnlyList<TaskState> Statuses { get; init; } = [];

    /// <summary>With these outcomes; empty: with any, or none yet.</summary>
    public IReadOnlyList<OutcomeState> Outcomes { get; init; } = [];

    /// <summary>In these queues; empty: in any.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>With one of these tags; empty: with any, or none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Created after this instant.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Created before this instant.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>A search text, as the parameter <c>q</c> of <c>GET /v1/tasks</c>: <c>args.x:>5 -tag:test</c>. At most 4,096
    /// characters.</summary>
    public string? Search { get; init; }

    /// <summary>At most so many tasks, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on: <see cref="TaskListPage.Next"/> of the page before, with the same conditions. Null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether the tasks are counted, which looks at up to 10,000 of them.</summary>
    public bool Count { get; init; }
}
