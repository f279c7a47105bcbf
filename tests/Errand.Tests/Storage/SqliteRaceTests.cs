using Errand.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Storage;

/// <summary>What several processes do to one file at the same time.</summary>
public sealed class SqliteRaceTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task In_a_storm_of_changes_each_life_of_a_task_ends_once()
    {
        SqliteTaskStore[] stores =
        [
            .. Enumerable.Range(0, 3).Select(_ => new SqliteTaskStore(
                new SqliteStoreOptions { Path = _file.Path, Durable = false }, TimeProvider.System, NullLogger<SqliteTaskStore>.Instance)),
        ];
        foreach (SqliteTaskStore store in stores)
        {
            await store.OpenAsync(Stop);
        }

        var actors = new StormActors(stores);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(seed => Task.Run(() => actors.RunAsync(seed, steps: 150), Stop)));
        await actors.SettleAsync(stores[0]);

        Assert.True(actors is { Finished: > 0, Ledger.Retried: > 0 });
        await actors.Ledger.CheckAsync(stores[0], _file.Numbers("SELECT count(*) FROM task")[0]);
        Assert.Empty(_file.Numbers(SqliteConformance.Misplaced));
        foreach (SqliteTaskStore store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
