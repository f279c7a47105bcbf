using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Opens connections to the file, sets them up, and reads back what it set.</summary>
internal static class SqliteSession
{
    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = mode == SqliteOpenMode.ReadOnly ? 2 : 10,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void SetUpWriter(SqliteConnection connection, SqliteStoreOptions options)
    {
        Set(connection, "journal_mode = WAL", "journal_mode", "wal");
        Set(connection, options.Durable ? "synchronous = FULL" : "synchronous = OFF", "synchronous", options.Durable ? "2" : "0");
        SetUpReader(connection);
        // Otherwise a statement's journal would be a file on another disk, which may be full.
        Set(connection, "temp_store = MEMORY", "temp_store", "2");
        Set(connection, "cache_size = -16000", "cache_size", "-16000");
        if (options.MaxPages > 0)
        {
            Text(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {options.MaxPages}"));
        }
    }

    // With a mapped file, an I/O error kills the process.
    public static void SetUpReader(SqliteConnection connection) => Set(connection, "mmap_size = 0", "mmap_size", "0");

    public static long Number(SqliteConnection connection, string sql) =>
        long.Parse(Text(connection, sql) ?? "0", CultureInfo.InvariantCulture);

    public static string? Text(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Only statements of ours come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
    }

    private static void Set(SqliteConnection connection, string setting, string name, string expected)
    {
        Text(connection, $"PRAGMA {setting}");
        string? found = Text(connection, $"PRAGMA {name}");
        if (found != expected)
        {
            throw new StoreRefusedException($"SQLite did not accept the setting {setting}: it says {found}.");
        }
    }
}
