namespace Errand;

/// <summary>The values of <see cref="TaskError.Kind"/>.</summary>
public static class TaskErrorKind
{
    /// <summary>The handler threw an exception.</summary>
    public const string Exception = "exception";

    /// <summary>The handler said that trying again is of no use, or the stored arguments no longer fit its signature.</summary>
    public const string Permanent = "permanent";

    /// <summary>The run reached its time-out or the task's expiry.</summary>
    public const string Timeout = "timeout";

    /// <summary>The handler's process died or was cut off.</summary>
    public const string HandlerLost = "handler-lost";

    /// <summary>What the handler returned cannot be written as JSON.</summary>
    public const string InvalidResult = "invalid-result";
}
