using Microsoft.Extensions.Logging;

namespace Errand.Storage.Shared;

/// <summary>What both stores log alike.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(4001, LogLevel.Information, "The schema was brought to version {Version}")]
    public static partial void Migrated(this ILogger logger, int version);

    [LoggerMessage(4008, LogLevel.Warning, "{Count} expired tasks had never finished and are deleted")]
    public static partial void NeverFinished(this ILogger logger, int count);
}
