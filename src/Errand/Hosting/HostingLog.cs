using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(5001, LogLevel.Warning, "The store does not open yet and is waited for, {Seconds} s more at most: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string reason, int seconds);
}
