namespace Errand.Storage.Messages;

/// <summary>A checked task that is about to be stored.</summary>
internal sealed record Submission
{
    public required TaskType Type { get; init; }

    /// <summary>UTF-8 JSON, opaque to the store.</summary>
    public required ReadOnlyMemory<byte> Args { get; init; }

    public required string Queue { get; init; }

    public required int Priority { get; init; }

    public required int MaxAttempts { get; init; }

    public TimeSpan? Timeout { get; init; }

    public required TimeSpan TimeToLive { get; init; }

    /// <summary>How long the task must wait, from the store's now; at most one of this and <see cref="RunAt"/> is set.</summary>
    public TimeSpan? Delay { get; init; }

    public DateTimeOffset? RunAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IdempotencyKey? Key { get; init; }

    /// <summary>The subject of who submits it; null when it is to have no owner.</summary>
    public string? Owner { get; init; }

    /// <summary>The trace that it was submitted in, as <see cref="TraceText"/> writes it; null if nobody traces.</summary>
    public string? Trace { get; init; }
}
