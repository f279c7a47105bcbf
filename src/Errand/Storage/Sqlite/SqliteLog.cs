using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite;

internal static partial class SqliteLog
{
    [LoggerMessage(4000, LogLevel.Information, "SQLite {Version} holds the tasks in {Path}")]
    public static partial void Opened(this ILogger logger, string version, string path);

    [LoggerMessage(4002, LogLevel.Error, "The store refused the row of task {TaskId}; its neighbours are not affected")]
    public static partial void RowRefused(this ILogger logger, Exception exception, TaskId taskId);

    [LoggerMessage(4003, LogLevel.Warning, "A transaction of {Requests} requests failed; each is tried alone")]
    public static partial void GroupFailed(this ILogger logger, Exception exception, int requests);

    [LoggerMessage(4004, LogLevel.Critical, "The database file is damaged; nothing can be stored until it is repaired or replaced")]
    public static partial void Damaged(this ILogger logger, Exception exception);

    [LoggerMessage(4005, LogLevel.Error, "A commit failed and may or may not be on the disk; its {Requests} requests are told so")]
    public static partial void CommitInDoubt(this ILogger logger, Exception exception, int requests);

    [LoggerMessage(
        4006, LogLevel.Warning, "The write-ahead log has grown to {MiB} MiB: a reader holds an old snapshot, or the disk is too slow")]
    public static partial void WalIsLarge(this ILogger logger, long miB);

    [LoggerMessage(4007, LogLevel.Error, "The writer met an error outside of any request and goes on")]
    public static partial void WriterFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4009, LogLevel.Critical,
        "The disk did not take what was committed: the requests concerned are told so, and nothing more is stored until the program is started again")]
    public static partial void SyncFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4010, LogLevel.Error, "The store refused one of {Rows} rows within a transaction of a caller's; none of them is stored")]
    public static partial void RowsRefused(this ILogger logger, Exception exception, int rows);
}
