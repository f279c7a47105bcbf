using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>The store of one test: what the servers are told of it, and a look into it past them.</summary>
internal abstract class TestedStore : IAsyncDisposable
{
    public abstract StoreKind Kind { get; }

    /// <summary>The servers' <c>DATABASE_URL</c>.</summary>
    public abstract string Url { get; }

    public static async Task<TestedStore> CreateAsync(StoreKind kind, TestFolder folder, bool isDisturbed = false) =>
        kind == StoreKind.Sqlite ? new SqliteTestedStore(folder.Database) : await PostgresTestedStore.CreateAsync(isDisturbed);

    /// <summary>How many tasks have no outcome yet.</summary>
    public abstract Task<long> CountUnfinishedAsync();

    /// <summary>What is in it, task by task. One that stands in two places comes twice.</summary>
    public abstract Task<IReadOnlyList<StoredTask>> TasksAsync();

    /// <summary>Tasks that are not in exactly one place, and rows in a place without a task.</summary>
    public abstract Task<IReadOnlyList<long>> MisplacedAsync();

    /// <summary>Takes back whatever was done to it: from now on it answers.</summary>
    public abstract Task HealAsync();

    /// <summary>What the store itself complains of, such as damage or deadlocks.</summary>
    public abstract Task<IReadOnlyList<string>> ComplaintsAsync();

    public abstract ValueTask DisposeAsync();
}
