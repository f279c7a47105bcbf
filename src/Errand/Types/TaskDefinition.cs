namespace Errand.Types;

/// <summary>A task type as this program knows it: its options, what its arguments must look like, and its code.</summary>
internal sealed record TaskDefinition
{
    public required TaskType Type { get; init; }

    public string? Description { get; init; }

    public string Queue { get; init; } = TaskLimits.DefaultQueue;

    public int Priority { get; init; }

    public int MaxAttempts { get; init; } = TaskLimits.DefaultMaxAttempts;

    /// <summary>Null: only the task's expiry bounds a run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Null: the server's <c>MAX_TASK_TIME</c>.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>JSON Schema 2020-12 of the args object, UTF-8.</summary>
    public required ReadOnlyMemory<byte> ArgsSchema { get; init; }

    /// <summary>JSON Schema 2020-12 of the result, UTF-8.</summary>
    public required ReadOnlyMemory<byte> ResultSchema { get; init; }

    /// <summary>The names of the arguments that must be sent, in the order of the signature.</summary>
    public required IReadOnlyList<string> RequiredArgs { get; init; }

    /// <summary>Checks an args object in one pass. The flag allows members at the top level that the signature does not name.</summary>
    public required Func<ReadOnlyMemory<byte>, bool, ArgsVerdict> CheckArgs { get; init; }

    public required TaskHandler Handler { get; init; }
}
