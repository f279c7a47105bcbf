using Microsoft.Extensions.Logging;

namespace Errand.Upkeep;

internal static partial class UpkeepLog
{
    [LoggerMessage(3101, LogLevel.Warning,
        "{Count} handlers or janitors were declared dead; {Requeued} of their tasks will be retried, {Ended} have ended")]
    public static partial void Reaped(this ILogger logger, int count, int requeued, int ended);

    [LoggerMessage(3102, LogLevel.Error, "Looking for due and orphaned tasks failed; retrying shortly")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
