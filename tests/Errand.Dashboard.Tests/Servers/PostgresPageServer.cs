using Errand.TestDatabases;

namespace Errand.Dashboard.Tests.Servers;

public sealed class PostgresPageServer : PageServer
{
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_database?.DisposeAsync() ?? default);
    }

    private protected override async Task<string> CreateDatabaseAsync()
    {
        if (!PostgresBinaries.AreInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"PostgreSQL is not installed; {PostgresBinaries.Variable} may name the folder of its programs.");
        }

        PostgresServer server = await PostgresServer.SharedAsync();
        _database = await server.CreateDatabaseAsync();
        return _database.Url;
    }
}
