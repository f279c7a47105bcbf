namespace Errand;

/// <summary>Why a task waits: the values of <see cref="TaskExplanation.Reason"/>. More will come.</summary>
public static class ExplanationReason
{
    /// <summary>It was submitted for a later instant.</summary>
    public const string Scheduled = "scheduled";

    /// <summary>It waits for its next attempt.</summary>
    public const string Retry = "retry";

    /// <summary>Its queue is paused.</summary>
    public const string Paused = "paused";

    /// <summary>No live handler serves its queue, or none of those has its type.</summary>
    public const string NoHandler = "no-handler";

    /// <summary>Other tasks come first, or take all slots.</summary>
    public const string Busy = "busy";

    /// <summary>The handlers that could run it are about to stop.</summary>
    public const string Draining = "draining";

    /// <summary>It should start at once.</summary>
    public const string Ready = "ready";

    /// <summary>It waits for other tasks.</summary>
    public const string Blocked = "blocked";

    /// <summary>It runs.</summary>
    public const string Running = "running";

    /// <summary>It is done.</summary>
    public const string Done = "done";
}
