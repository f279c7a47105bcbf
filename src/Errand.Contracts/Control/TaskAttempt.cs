namespace Errand;

/// <summary>One attempt of a task: how long it waited for a handler, and its run. Of the attempt that a task waits for, only the wait is
/// known.</summary>
public sealed record TaskAttempt
{
    /// <summary>Its number, as in <see cref="TaskView.Attempt"/>; null when it has not started, or ended before it did.</summary>
    public int? Attempt { get; init; }

    /// <summary>Since when the task waited for it (UTC).</summary>
    public required DateTimeOffset WaitedFrom { get; init; }

    /// <summary>How that wait began: <see cref="TaskReason.Ready"/>, <see cref="TaskReason.Scheduled"/> or
    /// <see cref="TaskReason.Retry"/>.</summary>
    public required string WaitReason { get; init; }

    /// <summary>When it started; null when it has not.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null when it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>One of <see cref="TaskAttemptEnd"/>; null when it has not started.</summary>
    public string? End { get; init; }

    /// <summary>The handler that ran it.</summary>
    public string? Handler { get; init; }

    /// <summary>The machine of that handler; null once the server has forgotten the handler, about an hour after its end.</summary>
    public string? Host { get; init; }

    /// <summary>The process of that handler; null when <see cref="Host"/> is.</summary>
    public int? Pid { get; init; }

    /// <summary>What went wrong, if anything did.</summary>
    public TaskError? Error { get; init; }
}
