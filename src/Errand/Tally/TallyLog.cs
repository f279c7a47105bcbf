using Microsoft.Extensions.Logging;

namespace Errand.Tally;

internal static partial class TallyLog
{
    [LoggerMessage(6001, LogLevel.Warning, "What was counted for the statistics cannot be written down; it is kept and written later")]
    public static partial void StatsNotWritten(this ILogger logger, Exception exception);

    [LoggerMessage(6002, LogLevel.Warning, "What was counted last for the statistics is lost: the store did not take it before the stop")]
    public static partial void StatsLost(this ILogger logger);
}
