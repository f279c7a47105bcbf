using Microsoft.Extensions.Logging;

namespace Errand.Access;

// No key is ever logged, and nothing that a caller without a good key has sent. Ids from 1120 on: those before are of the audit log.
internal static partial class AccessLog
{
    [LoggerMessage(1120, LogLevel.Warning, "The keys could not be read again; those that are known stay good until the store answers")]
    public static partial void KeysNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(1121, LogLevel.Warning, "When keys were last used could not be written down; it is tried again in a minute")]
    public static partial void UsesNotWritten(this ILogger logger, Exception exception);
}
