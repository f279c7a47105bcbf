using Errand.Dashboard.Pages.Tasks.Bulk;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary>A page of the list of tasks.</summary>
public sealed record TasksModel
{
    public required ListAddress Address { get; init; }

    public required IReadOnlyList<StatusTab> Tabs { get; init; }

    public required IReadOnlyList<TaskColumn> Columns { get; init; }

    /// <summary>Columns for members that tasks of this page have.</summary>
    public IReadOnlyList<TaskColumn> Members { get; init; } = [];

    public IReadOnlyList<TaskView> Tasks { get; init; } = [];

    /// <summary>The cursor of the next page; null when this is the last one.</summary>
    public string? Next { get; init; }

    /// <summary>The creation of the last task that was looked at, if the search stopped before its end.</summary>
    public DateTimeOffset? SearchedTo { get; init; }

    /// <summary>How many tasks there are; null if they were not counted.</summary>
    public TaskCount? Count { get; init; }

    /// <summary>Whether the page is written for the script that keeps it up to date: it does not count again.</summary>
    public bool IsFragment { get; init; }

    /// <summary>What was done just now.</summary>
    public string? Told { get; init; }

    /// <summary>The search text in pieces, and what is wrong with it, if it cannot be read.</summary>
    public IReadOnlyList<SearchPiece> Pieces { get; init; } = [];

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>A search that may have been meant instead; null when there is none.</summary>
    public string? Guess { get; init; }

    /// <summary>What can be done with all tasks of the search.</summary>
    public IReadOnlyList<BulkAction> Actions { get; init; } = [];

    /// <summary>Shown when there are no tasks at all.</summary>
    public FirstTask? First { get; init; }
}
