using Errand.HistoryChecker;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>A database in a cluster whose leader changes.</summary>
internal sealed class PatroniTestedStore : TestedStore
{
    private const string Database = "errand";

    private readonly PostgresAccess _database;

    private PatroniTestedStore(PatroniCluster cluster)
    {
        Cluster = cluster;
        _database = cluster.AccessOf(Database);
    }

    public override StoreKind Kind => StoreKind.Postgres;

    public override string Url => Cluster.UrlOf(Database);

    public PatroniCluster Cluster { get; }

    public static async Task<PatroniTestedStore> CreateAsync()
    {
        PatroniCluster cluster = await PatroniCluster.StartNewAsync();
        await cluster.AccessOf("postgres").RunAsync($"CREATE DATABASE {Database}");
        return new PatroniTestedStore(cluster);
    }

    public override async Task<long> CountUnfinishedAsync() =>
        (await _database.ReadAsync<long>("SELECT (SELECT count(*) FROM errand.task) - (SELECT count(*) FROM errand.outcome)"))[0];

    public override Task<IReadOnlyList<StoredTask>> TasksAsync() => PostgresTasks.ReadAsync(_database);

    public override Task<IReadOnlyList<long>> MisplacedAsync() => PostgresTasks.MisplacedAsync(_database);

    public override Task HealAsync() => Cluster.SettledAsync();

    public override Task<IReadOnlyList<string>> ComplaintsAsync() => Task.FromResult<IReadOnlyList<string>>(
    [
        .. Cluster.Log.Split('\n').Where(line => line.Contains("deadlock detected", StringComparison.Ordinal)
            || line.Contains("PANIC", StringComparison.Ordinal)),
    ]);

    public override ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
