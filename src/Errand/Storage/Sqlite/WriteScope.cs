using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite;

/// <summary>What a request works with inside the writer's transaction.</summary>
internal sealed class WriteScope
{
    private readonly SqliteStatements _statements;

    public WriteScope(SqliteStatements statements, ILogger logger)
    {
        _statements = statements;
        Logger = logger;
        Queues = new QueueNames(statements);
        Places = new TaskPlaces(this);
    }

    /// <summary>The store's clock, read once per transaction: milliseconds since the Unix epoch.</summary>
    public long Now { get; private set; }

    /// <summary>A first try failed: guard every row, so that only the guilty one is left out. Costs a savepoint per row.</summary>
    public bool IsCareful { get; private set; }

    public QueueNames Queues { get; }

    public TaskPlaces Places { get; }

    public ILogger Logger { get; }

    public SqliteStatement this[string sql] => _statements[sql];

    public long LastId => SQLitePCL.raw.sqlite3_last_insert_rowid(_statements.Connection.Handle);

    public void Begin(long now, bool careful)
    {
        Now = now;
        IsCareful = careful;
    }

    /// <summary>Does one row's work; undoes it and returns false when the row itself is at fault.</summary>
    public bool TryRow(TaskId id, Action row)
    {
        this["SAVEPOINT row"].Execute();
        try
        {
            row();
            this["RELEASE row"].Execute();
            return true;
        }
        catch (SqliteException e) when (SqliteFault.IsOfTheRow(e))
        {
            this["ROLLBACK TO row"].Execute();
            this["RELEASE row"].Execute();
            Queues.Forget();
            Logger.RowRefused(e, id);
            return false;
        }
    }
}
