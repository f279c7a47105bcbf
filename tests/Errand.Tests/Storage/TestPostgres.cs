using System.Collections.Concurrent;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

/// <summary>PostgreSQL for a test: a database of its own on this run's server. Without PostgreSQL, the test is skipped on a person's
/// machine and fails in continuous integration.</summary>
internal static class TestPostgres
{
    /// <summary>A test leaves few rows: to delete them takes a twentieth of TRUNCATE, which makes each table and index anew.</summary>
    private const string Clean = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
        DROP SCHEMA IF EXISTS test_clock CASCADE;
        DO $$
        DECLARE table_name text;
        BEGIN
            FOR table_name IN SELECT tablename FROM pg_tables WHERE schemaname = 'errand' AND tablename <> 'migration' LOOP
                EXECUTE format('DELETE FROM errand.%I', table_name);
            END LOOP;
        END $$;
        SELECT setval('errand.queue_id_seq', 1, false), setval('errand.blob_id', 1, false);
        ALTER SEQUENCE errand.task_id INCREMENT 1 RESTART
        """;

    private static readonly Lazy<Task<PostgresDatabase>> Template = new(MigrateAsync);
    private static readonly ConcurrentBag<PostgresDatabase> Cleaned = [];

    /// <summary>An empty one.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseAsync() => await (await ServerAsync()).CreateDatabaseAsync();

    /// <summary>One with Errand's schema and nothing in it: copied, which is faster than made.</summary>
    public static async Task<PostgresDatabase> CreateMigratedDatabaseAsync() =>
        await (await ServerAsync()).CreateDatabaseAsync(await Template.Value);

    /// <summary>The same, for a test that does nothing to the schema: when it is over, the next one gets it, without its rows.</summary>
    public static async Task<PostgresDatabase> BorrowDatabaseAsync()
    {
        if (Cleaned.TryTake(out PostgresDatabase? cleaned))
        {
            return cleaned;
        }

        PostgresDatabase database = await CreateMigratedDatabaseAsync();
        database.AtTheEnd = async () =>
        {
            await database.RunAsync(Clean);
            Cleaned.Add(database);
        };
        return database;
    }

    private static Task<PostgresServer> ServerAsync()
    {
        if (!PostgresBinaries.AreInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"PostgreSQL is not installed; {PostgresBinaries.Variable} may name the folder of its programs.");
        }

        return PostgresServer.SharedAsync();
    }

    private static async Task<PostgresDatabase> MigrateAsync()
    {
        PostgresDatabase database = await CreateDatabaseAsync();
        var options = new PostgresStoreOptions { ConnectionString = $"{database.ConnectionString};Pooling=false" };
        await using var store = new PostgresTaskStore(options, NullLogger<PostgresTaskStore>.Instance);
        await store.OpenAsync(CancellationToken.None);
        return database;
    }
}
