using Microsoft.Extensions.Logging;

namespace Errand.Signals;

internal static partial class TaskEventsLog
{
    [LoggerMessage(5101, LogLevel.Error,
        "A listener to task events threw; it and all others keep receiving events, and further exceptions of it are not logged")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception);
}
