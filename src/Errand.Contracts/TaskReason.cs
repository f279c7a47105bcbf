namespace Errand;

/// <summary>Why a task waits, or what a running task is about to do: the values of <see cref="TaskView.Reason"/>.</summary>
public static class TaskReason
{
    /// <summary>Waiting for a free handler.</summary>
    public const string Ready = "ready";

    /// <summary>Waiting for its <c>runAt</c>.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>Waiting for its next attempt.</summary>
    public const string Retry = "retry";

    /// <summary>Waiting because its queue is paused.</summary>
    public const string Paused = "paused";

    /// <summary>Waiting because a limit is reached.</summary>
    public const string Limited = "limited";

    /// <summary>Running, and asked to stop.</summary>
    public const string Cancelling = "cancelling";
}
