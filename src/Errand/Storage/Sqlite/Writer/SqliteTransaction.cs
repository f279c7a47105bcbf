using System.Diagnostics;
using Errand.Storage.Sqlite.Disk;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Begins and ends the writer's transactions.</summary>
/// <param name="connection">The writer's own.</param>
/// <param name="isDurable">Whether commits wait for the disk at all.</param>
internal sealed class SqliteTransaction(SqliteConnection connection, bool isDurable)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMicroseconds(200);

    private int _changesBefore;

    /// <summary>Whether the last commit waited for the disk, or none ever does.</summary>
    public bool IsSynced { get; private set; } = true;

    /// <summary>Whether the last transaction wrote anything. If not, its commit did nothing.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Takes the write lock. SQLite's own waiting is too coarse: it lets a second process starve.</summary>
    /// <param name="isSynced">Whether the commit waits for the disk, which also syncs all earlier commits.</param>
    public void Begin(bool isSynced)
    {
        if (isDurable && isSynced != IsSynced)
        {
            Execute(isSynced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            IsSynced = isSynced;
        }

        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            int code = sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (code == SQLITE_OK)
            {
                _changesBefore = sqlite3_total_changes(connection.Handle);
                return;
            }

            if ((code & 0xff) != SQLITE_BUSY)
            {
                throw Failure(code);
            }

            if (Stopwatch.GetElapsedTime(start) > MaxWait)
            {
                throw new StoreUnavailableException("The database was locked by another program for 8 seconds.");
            }

            ShortPause.Of(Pause);
        }
    }

    public void Commit()
    {
        Execute("COMMIT");
        HasWritten = sqlite3_total_changes(connection.Handle) != _changesBefore;
    }

    /// <summary>Some errors have already rolled it back.</summary>
    public void RollBack()
    {
        if (sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _ = sqlite3_exec(connection.Handle, "ROLLBACK");
        }
    }

    private void Execute(string sql)
    {
        int code = sqlite3_exec(connection.Handle, sql);
        if (code != SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteException Failure(int code) =>
        new(sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xff, sqlite3_extended_errcode(connection.Handle));
}
