using System.Globalization;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres.Session;

/// <summary>Brings the schema up to date, step by step, under a lock: processes that start together wait for one another. Steps only add
/// what older processes, which keep running, do not need to know.</summary>
internal sealed class PostgresMigrations(NpgsqlConnection connection, ILogger logger)
{
    private const int OldestServer = 15;

    private static readonly MigrationScripts Scripts = new("Postgres");

    public static int Newest => Scripts.Newest;

    public async Task RunAsync()
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new StoreRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; version {OldestServer} or newer is needed."));
        }

        // First without the lock, and without the rights that only a step needs.
        if (await FindVersionAsync() is not { } version || version < Newest)
        {
            await MigrateAsync();
        }
    }

    private async Task MigrateAsync()
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        // language=sql
        await ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('errand.migration', 0))");
        if (!await IsThereAsync("SELECT to_regnamespace('errand') IS NOT NULL"))
        {
            // IF NOT EXISTS would need the right to create it anyway, but an administrator may have created it.
            await ExecuteAsync("CREATE SCHEMA errand");
        }

        await ExecuteAsync("CREATE TABLE IF NOT EXISTS errand.migration (version int PRIMARY KEY, at timestamptz NOT NULL, script text NOT NULL)");
        // Asked again under the lock: another process may have been faster.
        int before = await FindVersionAsync() ?? 0;
        for (int version = before + 1; version <= Newest; version++)
        {
            await ExecuteAsync(Scripts.Read(version));
            await ExecuteAsync(
                "INSERT INTO errand.migration (version, at, script) VALUES ($1, now(), $2)",
                NpgsqlCommands.Of(version), NpgsqlCommands.Of(Scripts.StatementsOf(version)));
        }

        await transaction.CommitAsync();
        for (int version = before + 1; version <= Newest; version++)
        {
            logger.Migrated(version);
        }
    }

    /// <summary>How far the schema is; null when there is none.</summary>
    /// <exception cref="StoreRefusedException">It is newer than this program, or of an earlier pre-release version.</exception>
    private async Task<int?> FindVersionAsync()
    {
        // language=sql
        if (!await IsThereAsync("SELECT to_regclass('errand.migration') IS NOT NULL"))
        {
            return null;
        }

        // As JSON, because pre-release versions had no such column.
        await using NpgsqlCommand all = connection.Statement(
            "SELECT version, to_jsonb(m) ->> 'script' FROM errand.migration m ORDER BY version");
        List<(int Version, string? Script)> steps = await all.ListAsync(
            row => (Version: row.GetInt32(0), Script: row.IsDBNull(1) ? null : row.GetString(1)));
        int version = steps.Count == 0 ? 0 : steps[^1].Version;
        if (version > Newest)
        {
            throw new StoreRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database's schema has version {version}, newer than this program, which knows {Newest}; start a newer one."));
        }

        return steps.TrueForAll(step => step.Script == Scripts.StatementsOf(step.Version))
            ? version
            : throw new StoreRefusedException(
                $"The schema errand of the database {connection.Database} was made by an earlier pre-release version of this program, "
                + "and its tasks cannot be taken over; use another database, or drop the schema: DROP SCHEMA errand CASCADE.");
    }

    private async Task<bool> IsThereAsync(string sql)
    {
        await using NpgsqlCommand command = connection.Statement(sql);
        return await command.ExecuteScalarAsync() is true;
    }

    private async Task ExecuteAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand command = connection.Statement(sql, parameters);
        await command.ExecuteNonQueryAsync();
    }
}
