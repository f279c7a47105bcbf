using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Brings the schema up to date, step by step; <c>user_version</c> in the file's header says how far it is.</summary>
internal static class SqliteMigrations
{
    private const string Folder = "Errand.Storage.Sqlite.Migrations.";

    private static readonly string[] Scripts =
        [
            .. typeof(SqliteMigrations).Assembly.GetManifestResourceNames()
                .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];

    public static int Newest => Scripts.Length;

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

    private static bool Step(SqliteConnection connection, int version)
    {
        using Microsoft.Data.Sqlite.SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        // Asked again under the lock: another process may have been faster.
        if (SqliteSession.Number(connection, "PRAGMA user_version") >= version)
        {
            return false;
        }

        SqliteSession.Text(connection, Read(version));
        SqliteSession.Text(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        SqliteSession.Text(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {SqliteGate.ApplicationId}"));
        transaction.Commit();
        return true;
    }

    private static string Read(int version)
    {
        using var script = new StreamReader(typeof(SqliteMigrations).Assembly.GetManifestResourceStream(Scripts[version - 1])!);
        return script.ReadToEnd();
    }
}
