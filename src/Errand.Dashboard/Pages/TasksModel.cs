namespace Errand.Dashboard.Pages;

/// <summary>A page of the list of tasks.</summary>
public sealed record TasksModel
{
    /// <summary>The search text.</summary>
    public required string Search { get; init; }

    public required IReadOnlyList<TaskView> Tasks { get; init; }

    /// <summary>The cursor of the next page; null when this is the last one.</summary>
    public string? Next { get; init; }
}
