namespace Errand.Storage.Messages;

/// <summary>A task that was checked and is to be stored.</summary>
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

    /// <summary>How long from the store's now the task may not run; at most one of this and <see cref="RunAt"/> is given.</summary>
    public TimeSpan? Delay { get; init; }

    public DateTimeOffset? RunAt { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IdempotencyKey? Key { get; init; }
}
