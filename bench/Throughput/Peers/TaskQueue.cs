namespace Throughput;

/// <summary>A queue of no-ops and its one worker: of Errand, or of another task server.</summary>
internal abstract class TaskQueue : IAsyncDisposable
{
    /// <summary>What a reader of the table is told.</summary>
    public abstract string Name { get; }

    /// <summary>So many times fewer tasks are enough, and all that there is time for.</summary>
    public virtual int Slowness => 1;

    /// <summary>Submits so many no-ops in bulk while the worker stands still.</summary>
    /// <returns>How long it took.</returns>
    public abstract Task<TimeSpan> FillAsync(int count);

    /// <summary>Lets the worker go until every task is done.</summary>
    /// <returns>How long it took.</returns>
    public abstract Task<TimeSpan> DrainAsync();

    public abstract ValueTask DisposeAsync();
}
