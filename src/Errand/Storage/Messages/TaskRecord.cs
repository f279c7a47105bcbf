namespace Errand.Storage.Messages;

/// <summary>A stored task, read by one statement in one snapshot.</summary>
internal sealed record TaskRecord
{
    public required TaskId Id { get; init; }

    public required TaskType Type { get; init; }

    /// <summary>UTF-8 JSON; empty if it is larger than the reader asked for.</summary>
    public required ReadOnlyMemory<byte> Args { get; init; }

    /// <summary>The size of the arguments in bytes, if they were left out.</summary>
    public long? ArgsBytes { get; init; }

    public required string Queue { get; init; }

    public required int Priority { get; init; }

    public required int MaxAttempts { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><see cref="TaskLimits.Forever"/> when it is kept forever.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null unless somebody asked to keep it.</summary>
    public TaskKeep? Kept { get; init; }

    /// <summary>As clients see it: null when it never expires.</summary>
    public DateTimeOffset? ShownExpiry => ExpiresAt >= TaskLimits.Forever ? null : ExpiresAt;

    public required TaskState Status { get; init; }

    public OutcomeState? Outcome { get; init; }

    /// <summary>One of <see cref="TaskReason"/>, or null.</summary>
    public string? Reason { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset? RunAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public MemberId? Handler { get; init; }

    /// <summary>The trace that it was submitted in: 32 hexadecimal digits; null if nobody traced.</summary>
    public string? Trace { get; init; }

    public double? Progress { get; init; }

    public string? ProgressMessage { get; init; }

    public TaskError? Error { get; init; }

    /// <summary>UTF-8 JSON; null unless it succeeded and the result is no larger than the reader asked for.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    /// <summary>The size of the result in bytes; null when there is none.</summary>
    public long? ResultBytes { get; init; }

    /// <summary>UTF-8 JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Summary { get; init; }
}
