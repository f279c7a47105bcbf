namespace Throughput;

/// <summary>A queue of no-ops and its one worker: of Errand, or of another task server.</summary>
internal abstract class TaskQueue : IAsyncDisposable
{
    /// <summary>What the table tells its reader.</summary>
    public abstract string Name { get; }

    /// <summary>By how much the number of tasks is divided, because there is no time for more.</summary>
    public virtual int Slowness => 1;

    /// <summary>Submits this many no-ops in bulk while the worker is stopped.</summary>
    /// <returns>How long it took.</returns>
    public abstract Task<TimeSpan> FillAsync(int count);

    /// <summary>Lets the worker run until every task is done.</summary>
    /// <returns>How long it took.</returns>
    public abstract Task<TimeSpan> DrainAsync();

    public abstract ValueTask DisposeAsync();
}
