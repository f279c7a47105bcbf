namespace Throughput;

/// <summary>The contents of a store, which SQL inserts, reads and deletes, bypassing its servers.</summary>
/// <remarks>The servers must have created the schema and accepted a task, and must be idle.</remarks>
internal abstract class Contents
{
    /// <summary>How long after its creation a task expires.</summary>
    protected const int LifetimeDays = 7;

    /// <summary>The newest task's; 0 without one.</summary>
    public abstract Task<long> LastIdAsync();

    /// <summary>Adds no-ops that succeeded.</summary>
    /// <param name="expiresIn">When the last of them expires; negative: all have expired.</param>
    /// <param name="perSecond">How many of them expire in a second.</param>
    public abstract Task AddDoneAsync(int count, TimeSpan expiresIn, int perSecond = 1000);

    /// <summary>Adds no-ops that are due in a day.</summary>
    public abstract Task AddScheduledAsync(int count);

    public abstract Task<bool> HasTaskAsync(long id);

    /// <summary>All tasks, expired or not.</summary>
    public abstract Task<long> CountAsync();

    /// <summary>How long ago the oldest task that is still there expired; zero if there is none.</summary>
    public abstract Task<TimeSpan> LagAsync();

    /// <summary>From the first claim to the last finish, by the store's own clock.</summary>
    /// <param name="after">Of tasks with greater ids, all done.</param>
    public abstract Task<TimeSpan> RunTimeAsync(long after);

    /// <summary>Deletes every task with a greater id, wherever it is.</summary>
    public abstract Task DeleteAsync(long after);

    /// <summary>Stops a process while it is not writing: otherwise it would block all others.</summary>
    public abstract Task BetweenWritesAsync(Func<Task> stop);

    /// <summary>Runs the database's housekeeping now, so that it does not fall into a measurement.</summary>
    public abstract Task SettleAsync();
}
