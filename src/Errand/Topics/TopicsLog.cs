using Microsoft.Extensions.Logging;

namespace Errand.Topics;

internal static partial class TopicsLog
{
    [LoggerMessage(6101, LogLevel.Warning,
        "What changed in {Topic} cannot be read, so open pages are not told of it yet; this is logged once until it can be read again")]
    public static partial void LookFailed(this ILogger logger, string topic, Exception exception);
}
