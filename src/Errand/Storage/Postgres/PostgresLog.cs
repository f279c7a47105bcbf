using Microsoft.Extensions.Logging;

namespace Errand.Storage.Postgres;

internal static partial class PostgresLog
{
    [LoggerMessage(4100, LogLevel.Information, "PostgreSQL {Version} holds the tasks in database {Database} on {Host}")]
    public static partial void Opened(this ILogger logger, string version, string? database, string? host);

    [LoggerMessage(4102, LogLevel.Error, "The store refused one of {Rows} rows; each half is tried alone")]
    public static partial void RowsRefused(this ILogger logger, Exception exception, int rows);

    [LoggerMessage(4103, LogLevel.Warning, "The server met a conflict between transactions ({SqlState}); the same statement is sent again")]
    public static partial void Conflict(this ILogger logger, string sqlState);

    [LoggerMessage(4104, LogLevel.Warning, "A statement was not answered in {Seconds} s; its connections are given up and new ones opened")]
    public static partial void Abandoned(this ILogger logger, double seconds);

    [LoggerMessage(4106, LogLevel.Warning, "The server's setting {Setting} is {Value}: what it confirms can be lost when it crashes")]
    public static partial void NotDurable(this ILogger logger, string setting, string value);

    [LoggerMessage(4107, LogLevel.Warning, "The connection for {Purpose} was lost or cannot be made; tried again until it holds")]
    public static partial void ConnectionLost(this ILogger logger, Exception exception, string purpose);

    [LoggerMessage(4108, LogLevel.Information, "The connection for {Purpose} holds again")]
    public static partial void Reconnected(this ILogger logger, string purpose);

    [LoggerMessage(4109, LogLevel.Error, "The store refused one of {Rows} rows of a batch that is stored as a whole; none of it is stored")]
    public static partial void BatchRefused(this ILogger logger, Exception exception, int rows);

    [LoggerMessage(4110, LogLevel.Warning, "The server refused a notification to other processes; the next one tells of everything")]
    public static partial void HintRefused(this ILogger logger, Exception exception);
}
