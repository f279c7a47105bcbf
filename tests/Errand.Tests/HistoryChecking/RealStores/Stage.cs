using Errand.HistoryChecker;
using Errand.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>A real store with a clock of its own, and a look into it past the store.</summary>
internal abstract class Stage : IAsyncDisposable
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    public abstract ITaskStore Store { get; }

    /// <summary>The schema that its tables are in.</summary>
    public abstract string Schema { get; }

    public static async Task<Stage> OpenAsync(string store)
    {
        Stage stage = store == "SQLite" ? new SqliteStage() : await PostgresStage.CreateAsync();
        await stage.Store.OpenAsync(TestContext.Current.CancellationToken);
        return stage;
    }

    /// <summary>Changes it behind the store's back.</summary>
    public abstract Task RunAsync(string sql);

    public abstract Task<IReadOnlyList<StoredTask>> TasksAsync();

    public abstract Task<IReadOnlyList<long>> MisplacedAsync();

    public abstract ValueTask DisposeAsync();
}
