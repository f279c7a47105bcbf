using Errand.HistoryChecker;
using Errand.Storage;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.HistoryChecking.RealStores;

internal sealed class PostgresStage : Stage
{
    private readonly PostgresDatabase _database;
    private PostgresClock? _clock;
    private ITaskStore? _store;

    private PostgresStage(PostgresDatabase database) => _database = database;

    public override ITaskStore Store => _store!;

    public override string Schema => "errand";

    public static async Task<Stage> CreateAsync()
    {
        var stage = new PostgresStage(await TestPostgres.CreateMigratedDatabaseAsync());
        PostgresClock clock = await PostgresClock.CreateAsync(stage._database, stage.Time);
        (stage._clock, stage._store) = (clock, new WatchedStore(
            new PostgresTaskStore(
                new PostgresStoreOptions { ConnectionString = clock.ConnectionString }, NullLogger<PostgresTaskStore>.Instance),
            clock.Set));
        return stage;
    }

    public override Task RunAsync(string sql) => _database.RunAsync(sql);

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => PostgresTasks.ReadAsync(_database);

    public override Task<IReadOnlyList<long>> MisplacedAsync() => PostgresTasks.MisplacedAsync(_database);

    public override async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _clock!.DisposeAsync();
        await _database.DisposeAsync();
    }
}
