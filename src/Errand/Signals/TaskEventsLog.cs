using Microsoft.Extensions.Logging;

namespace Errand.Signals;

internal static partial class TaskEventsLog
{
    [LoggerMessage(5101, LogLevel.Error,
        "A listener to the events of tasks threw; it goes on hearing them, the others hear them all the same, and what it throws again is not logged")]
    public static partial void ListenerFailed(this ILogger logger, Exception exception);
}
