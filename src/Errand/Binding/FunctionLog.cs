using Microsoft.Extensions.Logging;

namespace Errand.Binding;

/// <summary>Lines of a run's own log.</summary>
internal static partial class FunctionLog
{
    [LoggerMessage(2025, LogLevel.Warning, "The services of this run could not be disposed of; its outcome is not affected")]
    public static partial void ServicesNotDisposed(this ILogger logger, Exception exception);
}
