namespace Errand;

/// <summary>What is going on, in numbers, as <c>GET /v1/stats</c> shows it. Tasks that ended are seen up to 15 seconds late.</summary>
public sealed record ServerStats
{
    /// <summary>When tasks were counted, by the store's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Tasks that wait.</summary>
    public required WaitingCounts Waiting { get; init; }

    /// <summary>How many tasks handlers have: those that run, and a few that were taken ahead.</summary>
    public int Running { get; init; }

    /// <summary>How many tasks the live handlers run at a time.</summary>
    public int Slots { get; init; }

    /// <summary>How many live handlers there are.</summary>
    public int Handlers { get; init; }

    /// <summary>How many live janitors there are.</summary>
    public int Janitors { get; init; }

    /// <summary>Since when the oldest of the ready tasks can start; of more than 10,000, among those that start first. Null when none is
    /// ready.</summary>
    public DateTimeOffset? OldestReadyAt { get; init; }

    /// <summary>All tasks there are.</summary>
    public required StoredCount Stored { get; init; }

    /// <summary>Tasks that ended.</summary>
    public required FinishedCounts Finished { get; init; }

    /// <summary>How long the tasks that ended within the last hour could have started before they did, the last time that they
    /// did.</summary>
    public required TimeQuantiles Wait { get; init; }

    /// <summary>How long the runs took that ended tasks within the last hour.</summary>
    public required TimeQuantiles Run { get; init; }

    /// <summary>The task types of the process that answers, and those that wait, run, or ended within the last hour, by name.</summary>
    public required IReadOnlyList<TypeStats> Types { get; init; }
}
