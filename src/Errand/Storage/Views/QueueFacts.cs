namespace Errand.Storage.Views;

/// <summary>What is in a queue.</summary>
internal sealed record QueueFacts
{
    /// <summary>Counts that are larger are this, and not exact.</summary>
    public const int MaxCount = 10_000;

    /// <summary>How many tasks that wait for an instant are looked at, in whichever queues.</summary>
    public const int MaxLater = 100_000;

    public required string Name { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>Tasks that can be claimed now.</summary>
    public required int Ready { get; init; }

    /// <summary>When the oldest of the counted ready tasks became claimable.</summary>
    public required DateTimeOffset? OldestReadyAt { get; init; }

    /// <summary>The task that is claimed next, once a handler can; null also when all of the counted ones have expired.</summary>
    public required TaskId? Head { get; init; }

    /// <summary>Tasks that wait for an instant.</summary>
    public required int Later { get; init; }

    /// <summary>Tasks that handlers hold.</summary>
    public required int Running { get; init; }

    /// <summary>False when there are more ready tasks, or tasks that wait for an instant, than were counted.</summary>
    public required bool IsExact { get; init; }
}
