using System.Globalization;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Decides whether a file can be used, before anything is written to it.</summary>
internal static class SqliteGate
{
    /// <summary>"Errd", in the header of each of Errand's databases.</summary>
    public const int ApplicationId = 0x45727264;

    /// <summary>Older versions can corrupt a database when a checkpoint resets the write-ahead log
    /// (sqlite.org/wal.html#walresetbug).</summary>
    private const int OldestSafeVersion = 3_051_003;

    public static void CheckLibrary(int version)
    {
        if (version < OldestSafeVersion)
        {
            throw new StoreRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"SQLite {version / 1_000_000}.{version / 1000 % 1000}.{version % 1000} can damage its database; 3.51.3 or newer is needed."));
        }
    }

    public static void CheckPath(string path)
    {
        if (Directory.Exists(path))
        {
            throw new StoreRefusedException($"{path} is a directory; give the path of a database file in it.");
        }

        string? directory = Path.GetDirectoryName(path);
        if (!Directory.Exists(directory))
        {
            throw new StoreRefusedException($"The directory {directory} does not exist; create it, or choose another path.");
        }

        if (NetworkFileSystem.Find(path) is { } kind)
        {
            throw new StoreRefusedException(
                $"{path} is on a network file system ({kind}), where SQLite cannot lock safely; use a local disk or PostgreSQL.");
        }
    }

    public static SqliteConnection Open(string path)
    {
        SqliteConnection connection;
        try
        {
            connection = SqliteSession.Connect(path, SqliteOpenMode.ReadWriteCreate);
        }
        catch (SqliteException e)
        {
            throw new StoreRefusedException($"{path} cannot be opened or created; check the path and its permissions.", e);
        }

        try
        {
            CheckFile(connection, path);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw e.SqliteErrorCode switch
            {
                SQLITE_NOTADB => new StoreRefusedException($"{path} is not a SQLite database; choose another path.", e),
                SQLITE_CORRUPT => Damaged(path, e),
                SQLITE_BUSY => SqliteErrors.Translate(e, path),
                _ => new StoreRefusedException($"{path} cannot be used: {e.Message}.", e),
            };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static StoreRefusedException Damaged(string path, SqliteException e) => new($"{path} is damaged; restore it from a backup.", e);

    private static void CheckFile(SqliteConnection connection, string path)
    {
        if (sqlite3_db_readonly(connection.Handle, "main") == 1)
        {
            throw new StoreRefusedException($"{path} cannot be written to; check its permissions.");
        }

        // One statement, one snapshot: another process may be creating the schema right now.
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id a, pragma_user_version v
            """;
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        (long application, int version, long tables) = (row.GetInt64(0), row.GetInt32(1), row.GetInt64(2));
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
        {
            throw new StoreRefusedException($"{path} is the database of another program; choose another path.");
        }

        if (version > SqliteMigrations.Newest)
        {
            throw new StoreRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} has schema {version}, made by a newer version of this program, which knows {SqliteMigrations.Newest}; update the program."));
        }

        row.Close();
        if (version > 0 && !SqliteMigrations.Made(connection, version))
        {
            throw new StoreRefusedException(
                $"{path} was made by an earlier pre-release version of this program, and its tasks cannot be taken over; "
                + "choose another path, or delete the file.");
        }
    }
}
