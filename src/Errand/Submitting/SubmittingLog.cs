using Microsoft.Extensions.Logging;

namespace Errand.Submitting;

internal static partial class SubmittingLog
{
    [LoggerMessage(6301, LogLevel.Warning,
        "Which of the tasks that callers wait for are done cannot be read, so the callers wait on; this is logged once until it can be read again")]
    public static partial void LookUpFailed(this ILogger logger, Exception exception);
}
