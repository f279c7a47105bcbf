using Microsoft.Extensions.Logging;

namespace Errand.Access;

// What the audit log of the store has, for those who collect logs. Ids 1100 to 1119.
internal static partial class AuditEvents
{
    [LoggerMessage(1100, LogLevel.Information, "{Actor} made the key {Key}; the request came from {Address}")]
    public static partial void KeyMade(this ILogger logger, string actor, string? key, string? address);

    [LoggerMessage(1101, LogLevel.Information, "{Actor} rotated the key {Key}; the request came from {Address}")]
    public static partial void KeyRotated(this ILogger logger, string actor, string? key, string? address);

    [LoggerMessage(1102, LogLevel.Information, "{Actor} revoked the key {Key}; the request came from {Address}")]
    public static partial void KeyRevoked(this ILogger logger, string actor, string? key, string? address);

    [LoggerMessage(1103, LogLevel.Information, "{Actor} paused the queue {Queue}; the request came from {Address}")]
    public static partial void QueuePaused(this ILogger logger, string actor, string? queue, string? address);

    [LoggerMessage(1104, LogLevel.Information, "{Actor} resumed the queue {Queue}; the request came from {Address}")]
    public static partial void QueueResumed(this ILogger logger, string actor, string? queue, string? address);

    [LoggerMessage(1105, LogLevel.Information, "{Actor} cancelled {Count} tasks, {TaskId} the first of them; the request came from {Address}")]
    public static partial void TasksCancelled(this ILogger logger, string actor, int count, TaskId taskId, string? address);

    [LoggerMessage(1106, LogLevel.Information, "{Actor} retried {Count} tasks, {TaskId} the first of them; the request came from {Address}")]
    public static partial void TasksRetried(this ILogger logger, string actor, int count, TaskId taskId, string? address);

    [LoggerMessage(1107, LogLevel.Information, "{Actor} deleted {Count} tasks, {TaskId} the first of them; the request came from {Address}")]
    public static partial void TasksDeleted(this ILogger logger, string actor, int count, TaskId taskId, string? address);

    [LoggerMessage(1108, LogLevel.Warning, "A wrong key came from {Address}")]
    public static partial void KeyRefused(this ILogger logger, string? address);

    [LoggerMessage(1109, LogLevel.Warning, "The server asks for no key, and other machines reach it: {Addresses}")]
    public static partial void OpenStarted(this ILogger logger, string addresses);

    [LoggerMessage(1110, LogLevel.Warning, "A token from {Address} was refused: {Reason}")]
    public static partial void TokenRefused(this ILogger logger, string? address, string reason);
}
