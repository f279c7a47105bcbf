namespace Errand.Storage.Stats;

/// <summary>What was counted of the tasks of one type and queue: those that were submitted, or those that ended in one way.</summary>
internal sealed record StatRow
{
    /// <summary>Stands for types and queues of which there were too many to count each, or that are not known.</summary>
    public const string Other = "_other";

    /// <summary>When it was written down, by the store's clock; or the beginning of the time that it sums up.</summary>
    public DateTimeOffset At { get; init; }

    public required string Type { get; init; }

    public required string Queue { get; init; }

    /// <summary>How they ended; null: they were submitted.</summary>
    public OutcomeState? Outcome { get; init; }

    public long Submitted { get; init; }

    public long Finished { get; init; }

    /// <summary>How long they could have been claimed before they were; null if that is not known of any.</summary>
    public Histogram? Wait { get; init; }

    /// <summary>How long their last runs took; null if that is not known of any.</summary>
    public Histogram? Run { get; init; }
}
