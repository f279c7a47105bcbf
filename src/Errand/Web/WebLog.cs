using Microsoft.Extensions.Logging;

namespace Errand.Web;

// No path, header or body of a request is logged: what a stranger sends does not get into the log.
internal static partial class WebLog
{
    [LoggerMessage(1000, LogLevel.Error, "A request failed by an error of ours; it was answered with 500 and the traceId {TraceId}")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(
        1001, LogLevel.Warning, "The store could not do what a request asked; it was answered with {StatusCode} and the traceId {TraceId}")]
    public static partial void StoreFailed(this ILogger logger, Exception exception, int statusCode, string traceId);

    [LoggerMessage(
        1002, LogLevel.Error,
        "An answer broke off in the middle; the connection was closed, so that it is not taken for a whole one. The traceId was {TraceId}")]
    public static partial void AnswerBroke(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(
        1003, LogLevel.Warning,
        "The task {TaskId} is stored, but it could not be looked at afterwards; it was answered as it was submitted")]
    public static partial void LookAfterSubmitFailed(this ILogger logger, Exception exception, TaskId taskId);
}
