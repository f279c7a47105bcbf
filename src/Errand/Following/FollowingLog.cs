using Microsoft.Extensions.Logging;

namespace Errand.Following;

internal static partial class FollowingLog
{
    [LoggerMessage(6201, LogLevel.Warning,
        "What happens to tasks that clients follow cannot be read, so the clients are not told of it yet; this is logged once until it can be read again")]
    public static partial void LookFailed(this ILogger logger, Exception exception);
}
