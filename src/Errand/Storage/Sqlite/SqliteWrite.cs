namespace Errand.Storage.Sqlite;

/// <summary>One request to the writer. It is committed together with whatever else waits, and completed after the commit.</summary>
internal abstract class SqliteWrite(WritePriority priority)
{
    public WritePriority Priority => priority;

    /// <summary>About how many rows it touches: bounds a transaction.</summary>
    public virtual int Rows => 1;

    /// <summary>Whether its commit waits for the disk. What does not wait is there a moment later, see <see cref="LateSync"/>: it survives every end of this
    /// process, but perhaps not the machine's. Then it never happened.</summary>
    public virtual bool IsSynced => true;

    /// <summary>Does the work inside the transaction. Runs a second time when the first transaction was rolled back.</summary>
    public abstract void Run(WriteScope scope);

    /// <summary>Called when the transaction is committed: no end of this process undoes it any more.</summary>
    public virtual void Written()
    {
    }

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
