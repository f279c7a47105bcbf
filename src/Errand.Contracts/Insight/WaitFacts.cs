namespace Errand;

/// <summary>What there was to see of a task that waits.</summary>
public sealed record WaitFacts
{
    /// <summary>The queue that it is in.</summary>
    public required string Queue { get; init; }

    /// <summary>The tasks of the queue that start before it; null when it is not ready to start.</summary>
    public TasksAhead? Ahead { get; init; }

    /// <summary>How many live handlers could run it: they serve the queue, have the type and are not about to stop.</summary>
    public int Handlers { get; init; }

    /// <summary>How many tasks these handlers run at a time.</summary>
    public int Slots { get; init; }

    /// <summary>How many more tasks they would take on.</summary>
    public int FreeSlots { get; init; }

    /// <summary>The handler of the queue that went last, within an hour; null when there is a live one.</summary>
    public GoneHandler? LastHandler { get; init; }

    /// <summary>When the task is due; null when it waits for no instant.</summary>
    public DateTimeOffset? Next { get; init; }
}
