namespace Errand.Storage.Sqlite.Writer;

/// <summary>One request to the writer. It is committed together with whatever else waits, and completed after the commit.</summary>
internal abstract class SqliteWrite(WritePriority priority)
{
    public WritePriority Priority => priority;

    /// <summary>About how many rows it touches: bounds a transaction.</summary>
    public virtual int Rows => 1;

    public virtual SyncTime Sync => SyncTime.AtCommit;

    /// <summary>Does the work inside the transaction. Runs a second time when the first transaction was rolled back.</summary>
    public abstract void Run(WriteScope scope);

    /// <summary>Called on the writer's thread when it is committed: no end of this process undoes it any more. What it does must be
    /// short.</summary>
    public virtual void Written()
    {
    }

    /// <summary>Called on any thread when it may be answered, see <see cref="Sync"/>.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>A request with its answer.</summary>
internal abstract class SqliteWrite<TAnswer>(WritePriority priority) : SqliteWrite(priority)
{
    // Continuations run elsewhere: the writer must be back at the next transaction at once.
    private readonly TaskCompletionSource<TAnswer> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TAnswer? _answer;

    public Task<TAnswer> Answer => _answered.Task;

    public sealed override void Run(WriteScope scope) => _answer = Execute(scope);

    public sealed override void Complete() => _answered.TrySetResult(_answer!);

    public sealed override void Fail(Exception exception) => _answered.TrySetException(exception);

    protected abstract TAnswer Execute(WriteScope scope);
}
