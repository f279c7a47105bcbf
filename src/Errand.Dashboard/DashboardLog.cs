using Microsoft.Extensions.Logging;

namespace Errand.Dashboard;

/// <summary>What the pages log.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The store failed while a page was made (trace {TraceId}).")]
    public static partial void StoreFailed(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(7002, LogLevel.Error, "A page failed (trace {TraceId}).")]
    public static partial void PageFailed(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(7003, LogLevel.Error, "A page broke off while it was sent (trace {TraceId}).")]
    public static partial void PageBroke(this ILogger logger, Exception exception, string traceId);

    [LoggerMessage(7004, LogLevel.Error, "The page that tells of a failure failed too (trace {TraceId}).")]
    public static partial void NoticeFailed(this ILogger logger, Exception exception, string traceId);
}
