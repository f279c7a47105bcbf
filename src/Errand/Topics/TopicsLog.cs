using Microsoft.Extensions.Logging;

namespace Errand.Topics;

internal static partial class TopicsLog
{
    [LoggerMessage(6101, LogLevel.Warning,
        "What changed in {Topic} cannot be read, so open pages do not hear of it yet; further failures are not logged until a look succeeds")]
    public static partial void LookFailed(this ILogger logger, string topic, Exception exception);
}
