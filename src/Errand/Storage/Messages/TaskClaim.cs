namespace Errand.Storage.Messages;

/// <summary>The right to run a task once. It is lost as soon as the store gives the task to another.</summary>
internal sealed record TaskClaim
{
    public required TaskId Id { get; init; }

    /// <summary>Together with the id, the key of the run. See <see cref="RunKey"/>.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many tries are left after this one.</summary>
    public required int TriesLeft { get; init; }

    public required int MaxAttempts { get; init; }

    public required TaskType Type { get; init; }

    public required string Queue { get; init; }

    /// <summary>How long it could have been claimed before, by the store's clock; null if that is not known.</summary>
    public TimeSpan? Waited { get; init; }

    public required ReadOnlyMemory<byte> Args { get; init; }

    /// <summary>Time-out or expiry, whichever is first, by the store's clock.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>From the claim to the deadline, by the store's clock.</summary>
    public required TimeSpan TimeLeft { get; init; }

    /// <summary>The trace that it was submitted in, as <see cref="TraceText"/> writes it; null if nobody traces.</summary>
    public string? Trace { get; init; }

    /// <summary>It was submitted for a later instant.</summary>
    public bool WasDelayed { get; init; }
}
