using System.Globalization;
using Errand.Storage.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Brings the schema up to date, step by step; <c>user_version</c> in the file's header has its version. The table
/// <c>migration</c> says which scripts made it.</summary>
internal static class SqliteMigrations
{
    private static readonly MigrationScripts Scripts = new("Sqlite");

    public static int Newest => Scripts.Newest;

    public static void Run(SqliteConnection connection, ILogger logger)
    {
        for (int version = 1; version <= Newest; version++)
        {
            if (SqliteSession.Number(connection, "PRAGMA user_version") < version && Step(connection, version))
            {
                logger.Migrated(version);
            }
        }
    }

    /// <summary>Whether this program's own scripts made a schema. A pre-release version had other scripts of the same number.</summary>
    public static bool Made(SqliteConnection connection, int version)
    {
        // language=sql
        if (SqliteSession.Number(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'") == 0)
        {
            return false;
        }

        for (int step = 1; step <= version; step++)
        {
            string sql = string.Create(CultureInfo.InvariantCulture, $"SELECT script FROM migration WHERE version = {step}");
            if (SqliteSession.Text(connection, sql) != Scripts.StatementsOf(step))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Step(SqliteConnection connection, int version)
    {
        using Microsoft.Data.Sqlite.SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        // Asked again under the lock: another process may have been faster.
        if (SqliteSession.Number(connection, "PRAGMA user_version") >= version)
        {
            return false;
        }

        SqliteSession.Text(connection, "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, script TEXT NOT NULL) STRICT");
        SqliteSession.Text(connection, Scripts.Read(version));
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO migration (version, script) VALUES ($version, $script)";
        insert.Parameters.AddWithValue("$version", version);
        insert.Parameters.AddWithValue("$script", Scripts.StatementsOf(version));
        insert.ExecuteNonQuery();
        SqliteSession.Text(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        SqliteSession.Text(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {SqliteGate.ApplicationId}"));
        transaction.Commit();
        return true;
    }
}
