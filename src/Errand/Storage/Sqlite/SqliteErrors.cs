using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite;

/// <summary>What an error of SQLite means for the store.</summary>
internal static class SqliteErrors
{
    /// <summary>Only this row caused the error: a constraint, or a value that is too large or of the wrong type.</summary>
    public static bool IsOfTheRow(SqliteException e) => e.SqliteErrorCode is SQLITE_CONSTRAINT or SQLITE_TOOBIG or SQLITE_MISMATCH;

    /// <summary>Whether the disk has room for a commit.</summary>
    public static bool HasRoom(string path) => FreeBytes(path) is null or >= 64 * 1024;

    /// <summary>How much room the disk has; null when the system does not say.</summary>
    public static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB;

    /// <summary>The disk failed to write a commit, though it is not full: the commit may or may not be stored.</summary>
    public static bool IsInDoubt(SqliteException e, string path) => e.SqliteErrorCode == SQLITE_IOERR && !IsFull(e, path);

    /// <summary>The system could not write some pages and forgets which, so a later sync does not report them.</summary>
    public static bool IsFailedSync(SqliteException e) => e.SqliteExtendedErrorCode == SQLITE_IOERR_FSYNC;

    public static StoreException Translate(Exception e, string path) => e switch
    {
        StoreException already => already,
        SqliteException full when IsFull(full, path) => new StoreFullException("The disk is full; nothing was stored.", full),
        SqliteException damaged when IsDamage(damaged) => new StoreUnavailableException("The database file is damaged.", damaged),
        SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED } busy => new StoreUnavailableException(
            "The database is locked.", busy),
        SqliteException { SqliteErrorCode: SQLITE_INTERRUPT } slow => new StoreUnavailableException(
            "The read took too long and was stopped.", slow),
        _ => new StoreUnavailableException("The store could not do this.", e),
    };

    private static bool IsFull(SqliteException e, string path) =>
        e.SqliteErrorCode == SQLITE_FULL
        // An exceeded quota, or no space for the shared memory file, is reported as a failed write.
        || (e.SqliteExtendedErrorCode is SQLITE_IOERR_WRITE or SQLITE_IOERR_SHMSIZE && !HasRoom(path));
}
