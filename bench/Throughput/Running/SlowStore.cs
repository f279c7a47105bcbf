namespace Throughput;

/// <summary>Slows down each commit of submissions until it is disposed of.</summary>
internal abstract class SlowStore : IAsyncDisposable
{
    /// <summary>A web process puts at most 256 tasks into a commit, so about 1,280 tasks per second are left.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(0.2);

    public static async Task<SlowStore> StartAsync(Installation installation) => installation.Database is { } database
        ? await SlowPostgres.StartAsync(database)
        : SlowSqlite.Start(installation.File);

    public abstract ValueTask DisposeAsync();
}
