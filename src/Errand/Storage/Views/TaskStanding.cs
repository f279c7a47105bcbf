namespace Errand.Storage.Views;

/// <summary>A task, what is before it in its queue, and the handlers, all as of one instant.</summary>
internal sealed record TaskStanding
{
    /// <summary>More tasks ahead than this are not counted.</summary>
    public const int MaxAhead = QueueFacts.MaxCount;

    public required TaskId Id { get; init; }

    public required string Type { get; init; }

    public required string Queue { get; init; }

    public required bool IsPaused { get; init; }

    /// <summary>The instant, by the store's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required TaskPlace Place { get; init; }

    /// <summary>Since when it is there.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it is due, if it waits for an instant.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>The number of its last attempt; 0 when there was none.</summary>
    public required int Attempt { get; init; }

    /// <summary>Null until it is done.</summary>
    public OutcomeState? Outcome { get; init; }

    /// <summary>The message of its last attempt that did not succeed, or of its outcome.</summary>
    public string? Error { get; init; }

    /// <summary>Its last attempt was handed back, by a handler that stopped or did not have the type.</summary>
    public bool IsHandedBack { get; init; }

    /// <summary>How many tasks start before it; one more than <see cref="MaxAhead"/> if there are more. Only when it can be
    /// claimed.</summary>
    public int Ahead { get; init; }

    /// <summary>The handlers that live or went within an hour, the last one that went first.</summary>
    public required IReadOnlyList<StandingHandler> Handlers { get; init; }
}
