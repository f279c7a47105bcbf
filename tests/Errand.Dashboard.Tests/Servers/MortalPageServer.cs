using Errand.TestDatabases;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>On a PostgreSQL server of its own, which can be stopped.</summary>
public sealed class MortalPageServer : PageServer
{
    private PostgresServer? _store;

    public Task StopStoreAsync() => _store!.StopAsync(StopMode.Immediate);

    public Task StartStoreAsync() => _store!.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_store?.DisposeAsync() ?? default);
    }

    private protected override async Task<string> CreateDatabaseAsync()
    {
        if (!PostgresBinaries.AreInstalled && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"PostgreSQL is not installed; {PostgresBinaries.Variable} may name the folder of its programs.");
        }

        _store = await PostgresServer.StartNewAsync(new PostgresServerOptions());
        PostgresDatabase database = await _store.CreateDatabaseAsync();
        return database.Url;
    }
}
