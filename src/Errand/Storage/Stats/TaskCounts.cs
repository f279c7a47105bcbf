namespace Errand.Storage.Stats;

/// <summary>How many tasks there are, and who works on them, at one instant.</summary>
internal sealed record TaskCounts
{
    /// <summary>Counts of places that are larger are this, and not exact.</summary>
    public const int MaxCount = 10_000;

    /// <summary>By the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Tasks that can be claimed, or could if their queue were not paused.</summary>
    public required int Ready { get; init; }

    /// <summary>Tasks that wait for the instant that they were submitted for.</summary>
    public required int Scheduled { get; init; }

    /// <summary>Tasks that wait to be tried again.</summary>
    public required int Retry { get; init; }

    /// <summary>False if more tasks wait than were counted.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Tasks that handlers hold.</summary>
    public required int Running { get; init; }

    /// <summary>Of all live handlers.</summary>
    public required int Slots { get; init; }

    public required int Handlers { get; init; }

    public required int Janitors { get; init; }

    /// <summary>When the oldest of the counted ready tasks became claimable.</summary>
    public required DateTimeOffset? OldestReadyAt { get; init; }

    /// <summary>All tasks, those that are done too. An estimate if there are more than <see cref="MaxCount"/>.</summary>
    public required long Stored { get; init; }

    public required bool IsStoredExact { get; init; }
}
