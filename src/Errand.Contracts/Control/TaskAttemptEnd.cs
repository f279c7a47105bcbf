namespace Errand;

/// <summary>How an attempt ended: the values of <see cref="TaskAttempt.End"/>. More will come.</summary>
public static class TaskAttemptEnd
{
    /// <summary>It runs.</summary>
    public const string Running = "running";

    /// <summary>The function returned.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>It failed, and with it the task.</summary>
    public const string Failed = "failed";

    /// <summary>It failed, and the task was tried again.</summary>
    public const string Retried = "retried";

    /// <summary>The task was cancelled, while it ran or while it waited for it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Its handler died, was cut off, or did not stop the run at its deadline.</summary>
    public const string Lost = "lost";

    /// <summary>Its handler stopped, or did not have the task type. It does not count as a try.</summary>
    public const string HandedBack = "handed-back";

    /// <summary>A newer version of the server knows how.</summary>
    public const string Other = "other";
}
