using Microsoft.Extensions.Logging;

namespace Errand.Web;

// No path, header or body of a request is logged: what a stranger sends does not get into the log.
internal static partial class WebLog
{
    [LoggerMessage(1000, LogLevel.Error, "A request failed with an unexpected error; it was answered with 500 and the traceId {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(
        1001, LogLevel.Warning, "The store failed a request; it was answered with {StatusCode} and the traceId {TraceId}")]
    public static partial void StoreFailed(this ILogger logger, Exception exception, int statusCode, string traceId);

    [LoggerMessage(
        1002, LogLevel.Error,
        "An answer could not be completed; its connection was closed, so that the client notices. The traceId was {TraceId}")]
    public static partial void AnswerBroke(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(
        1003, LogLevel.Warning,
        "Task {TaskId} is stored, but could not be read afterwards; it was answered as it was submitted")]
    public static partial void LookAfterSubmitFailed(this ILogger logger, Exception exception, TaskId taskId);
}
