namespace Errand.Storage.Sqlite.Writer;

/// <summary>One request to the writer. It is committed together with other waiting requests, and completed after the commit.</summary>
internal abstract class SqliteWrite(WritePriority priority)
{
    public WritePriority Priority => priority;

    /// <summary>Roughly how many rows it touches, which limits a transaction.</summary>
    public virtual int Rows => 1;

    public virtual SyncTime Sync => SyncTime.AtCommit;

    /// <summary>Does the work inside the transaction. Runs again if the first transaction was rolled back.</summary>
    public abstract void Run(WriteScope scope);

    /// <summary>Called on the writer's thread after the commit, which a crash of this process can no longer undo. Must be fast.</summary>
    public virtual void Written()
    {
    }

    /// <summary>Called on any thread when the request may be answered, see <see cref="Sync"/>.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>A request with its answer.</summary>
internal abstract class SqliteWrite<TAnswer>(WritePriority priority) : SqliteWrite(priority)
{
    // Continuations run on other threads: the writer must go on to the next transaction at once.
    private readonly TaskCompletionSource<TAnswer> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TAnswer? _answer;

    public Task<TAnswer> Answer => _answered.Task;

    public sealed override void Run(WriteScope scope) => _answer = Execute(scope);

    public sealed override void Complete() => _answered.TrySetResult(_answer!);

    public sealed override void Fail(Exception exception) => _answered.TrySetException(exception);

    protected abstract TAnswer Execute(WriteScope scope);
}
