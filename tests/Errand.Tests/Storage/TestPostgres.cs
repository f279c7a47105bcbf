using Errand.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using TestDatabases;

namespace Errand.Tests.Storage;

/// <summary>PostgreSQL for a test: a database of its own on this run's server. Without PostgreSQL, the test is skipped on a person's machine
/// and fails in continuous integration.</summary>
internal static class TestPostgres
{
    private static readonly Lazy<Task<PostgresDatabase>> Template = new(MigrateAsync);

    /// <summary>An empty one.</summary>
    public static async Task<PostgresDatabase> CreateDatabaseAsync() => await (await ServerAsync()).CreateDatabaseAsync();

    /// <summary>One with Errand's schema and nothing in it: copied, which is faster than made.</summary>
    public static async Task<PostgresDatabase> CreateMigratedDatabaseAsync() =>
        await (await ServerAsync()).CreateDatabaseAsync(await Template.Value);

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
