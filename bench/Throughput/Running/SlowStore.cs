namespace Throughput;

/// <summary>Makes each commit of submits take longer, from its start until it is disposed of.</summary>
internal abstract class SlowStore : IAsyncDisposable
{
    /// <summary>With 256 tasks, the most that a web process puts into a commit, about 1,280 a second are left.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(0.2);

    public static async Task<SlowStore> StartAsync(Installation installation) => installation.Database is { } database
        ? await SlowPostgres.StartAsync(database)
        : SlowSqlite.Start(installation.File);

    public abstract ValueTask DisposeAsync();
}
