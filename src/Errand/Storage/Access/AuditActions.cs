namespace Errand.Storage.Access;

/// <summary>What the audit log calls what somebody did.</summary>
internal static class AuditActions
{
    public const string CreateKey = "key-create";
    public const string RotateKey = "key-rotate";
    public const string RevokeKey = "key-revoke";
    public const string PauseQueue = "queue-pause";
    public const string ResumeQueue = "queue-resume";
    public const string CancelTask = "task-cancel";
    public const string RetryTask = "task-retry";
    public const string DeleteTask = "task-delete";

    /// <summary>A process began to serve callers without credentials on an address that other machines reach.</summary>
    public const string OpenStart = "open-start";
}
