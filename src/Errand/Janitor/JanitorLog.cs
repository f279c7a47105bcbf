using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

internal static partial class JanitorLog
{
    [LoggerMessage(3001, LogLevel.Information,
        "{Deleted} expired tasks were deleted, {NeverFinished} of them never done; {ToldToStop} that are still running were asked to stop")]
    public static partial void Swept(this ILogger logger, int deleted, int neverFinished, int toldToStop);

    [LoggerMessage(3002, LogLevel.Error, "A sweep failed; the next one starts on time")]
    public static partial void SweepFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3003, LogLevel.Information, "The sweep continues: the tasks that it deletes now expired {Lag} s ago")]
    public static partial void SweepGoesOn(this ILogger logger, long lag);

    [LoggerMessage(3004, LogLevel.Warning, "How full the queues are could not be written down; the next look comes in a moment")]
    public static partial void DepthNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(3005, LogLevel.Error, "Old statistics could not be summed up; they are kept as they are until the next try")]
    public static partial void FoldFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3006, LogLevel.Error, "Old entries of the audit log could not be deleted; it is tried again in an hour")]
    public static partial void AuditNotDeleted(this ILogger logger, Exception exception);
}
