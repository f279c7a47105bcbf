using Errand.HistoryChecker;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>A PostgreSQL server of its own, durable, behind a proxy that can misbehave.</summary>
internal sealed class PostgresTestedStore : TestedStore
{
    private readonly PostgresDatabase _database;

    private PostgresTestedStore(PostgresServer server, PostgresDatabase database, TcpProxy proxy)
    {
        Server = server;
        _database = database;
        Proxy = proxy;
    }

    public override StoreKind Kind => StoreKind.Postgres;

    public override string Url => _database.Url.Replace($":{Server.Port}/", $":{Proxy.Port}/", StringComparison.Ordinal);

    public PostgresServer Server { get; }

    public PostgresDatabase Database => _database;

    public TcpProxy Proxy { get; }

    /// <param name="isDisturbed">Whether anything will be done to the server; then it is nobody else's, and durable.</param>
    /// <param name="tablespace">The folder of the database's tables, if not the server's own.</param>
    public static async Task<PostgresTestedStore> CreateAsync(bool isDisturbed, string? tablespace = null)
    {
        PostgresServer server = isDisturbed
            ? await PostgresServer.StartNewAsync(new PostgresServerOptions { Durable = true, DeadlockTimeout = TimeSpan.FromSeconds(1) })
            : await PostgresServer.SharedAsync();
        PostgresDatabase database = await server.CreateDatabaseAsync();
        if (tablespace is not null)
        {
            await server.Maintenance.RunAsync($"CREATE TABLESPACE elsewhere LOCATION '{tablespace}'");
            await server.Maintenance.RunAsync($"ALTER DATABASE {database.Name} SET TABLESPACE elsewhere");
        }

        return new PostgresTestedStore(server, database, new TcpProxy(server.Port)) { IsOwner = isDisturbed };
    }

    private bool IsOwner { get; init; }

    public override async Task<long> CountUnfinishedAsync() =>
        (await _database.ReadAsync<long>("SELECT (SELECT count(*) FROM errand.task) - (SELECT count(*) FROM errand.outcome)"))[0];

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => PostgresTasks.ReadAsync(_database);

    public override Task<IReadOnlyList<long>> MisplacedAsync() => PostgresTasks.MisplacedAsync(_database);

    public override async Task HealAsync()
    {
        Proxy.Pass();
        Server.Thaw();
        await Server.ReadyAsync();
    }

    public override Task<IReadOnlyList<string>> ComplaintsAsync() => Task.FromResult<IReadOnlyList<string>>(
    [
        .. Server.Log.Split('\n').Where(line => line.Contains("deadlock detected", StringComparison.Ordinal)
            || line.Contains("PANIC", StringComparison.Ordinal)),
    ]);

    public override async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (IsOwner)
        {
            await Server.DisposeAsync();
        }
        else
        {
            await _database.DisposeAsync();
        }
    }
}
