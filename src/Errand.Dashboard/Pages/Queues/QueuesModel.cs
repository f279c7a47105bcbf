namespace Errand.Dashboard.Pages.Queues;

/// <summary>The list of queues.</summary>
public sealed record QueuesModel
{
    /// <summary>What their names have in them; empty: anything.</summary>
    public required string Search { get; init; }

    /// <summary>How many queues there are.</summary>
    public required int All { get; init; }

    /// <summary>How many of them the search finds.</summary>
    public required int Found { get; init; }

    /// <summary>Those that are shown.</summary>
    public required IReadOnlyList<QueueRow> Rows { get; init; }

    /// <summary>Whether those with problems come first.</summary>
    public required bool IsByProblem { get; init; }

    /// <summary>What was done just now.</summary>
    public string? Told { get; init; }

    /// <summary>Whether there are so many that one searches.</summary>
    public bool HasSearch => All > QueuesQuery.MostWithoutSearch || Search.Length > 0;
}
