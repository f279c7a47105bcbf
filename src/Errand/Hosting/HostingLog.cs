using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(5001, LogLevel.Warning, "The store is not available yet; waiting up to {Seconds} s more: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string reason, int seconds);
}
