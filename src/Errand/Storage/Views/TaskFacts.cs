using Errand.Storage.Messages;

namespace Errand.Storage.Views;

/// <summary>What a scan has read of a task. Members of a facet that was not asked for are empty.</summary>
internal sealed record TaskFacts
{
    public required TaskId Id { get; init; }

    public required string Type { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>It is not deleted yet, but no longer to be seen.</summary>
    public required bool IsExpired { get; init; }

    public string Queue { get; init; } = "";

    public TaskState Status { get; init; }

    public OutcomeState? Outcome { get; init; }

    /// <summary>One of <see cref="TaskReason"/>, or null.</summary>
    public string? Reason { get; init; }

    public int Attempt { get; init; }

    public MemberId? Handler { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Args { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>The size of its arguments and its error, as they are stored.</summary>
    public int Bytes { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Summary { get; init; }
}
