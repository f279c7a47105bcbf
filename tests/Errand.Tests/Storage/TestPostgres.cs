using TestDatabases;

namespace Errand.Tests.Storage;

/// <summary>PostgreSQL for a test: a database of its own on this run's server. Without PostgreSQL, the test is skipped on a person's machine
/// and fails in continuous integration.</summary>
internal static class TestPostgres
{
    public static async Task<PostgresDatabase> CreateDatabaseAsync()
    {
        if (!PostgresBinaries.AreInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"PostgreSQL is not installed; {PostgresBinaries.Variable} may name the folder of its programs.");
        }

        PostgresServer server = await PostgresServer.SharedAsync();
        return await server.CreateDatabaseAsync();
    }
}
