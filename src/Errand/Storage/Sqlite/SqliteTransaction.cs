using System.Diagnostics;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite;

/// <summary>Begins and ends the writer's transactions.</summary>
internal sealed class SqliteTransaction(SqliteConnection connection)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMicroseconds(200);

    /// <summary>Gets the write lock. SQLite's own waiting is too coarse: it lets a second process starve.</summary>
    public void Begin()
    {
        for (var start = Stopwatch.GetTimestamp(); ;)
        {
            var code = sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (code == SQLITE_OK)
            {
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
        var code = sqlite3_exec(connection.Handle, "COMMIT");
        if (code != SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    /// <summary>Some errors have rolled back already.</summary>
    public void RollBack()
    {
        if (sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _ = sqlite3_exec(connection.Handle, "ROLLBACK");
        }
    }

    private SqliteException Failure(int code) =>
        new(sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xff, sqlite3_extended_errcode(connection.Handle));
}
