using Errand.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>What a request works with inside the writer's transaction.</summary>
internal sealed class WriteScope
{
    private readonly SqliteStatements _statements;
    private readonly RowInserts[] _inserts;
    private long? _lastTaskId;

    public WriteScope(SqliteStatements statements, ILogger logger)
    {
        _statements = statements;
        Logger = logger;
        Queues = new QueueNames(statements);
        Places = new TaskPlaces(this);
        Tasks = new RowInserts(statements, SqliteSql.PutTask);
        Ready = new RowInserts(statements, SqliteSql.PutReady);
        Leases = new RowInserts(statements, SqliteSql.PutLease);
        Outcomes = new RowInserts(statements, SqliteSql.PutOutcome);
        _inserts = [Tasks, Ready, Leases, Outcomes];
    }

    /// <summary>The store's clock, read once per transaction: milliseconds since the Unix epoch.</summary>
    public long Now { get; private set; }

    /// <summary>A first try failed: guard every row, so that only the guilty one is left out. Costs a savepoint per row.</summary>
    public bool IsCareful { get; private set; }

    public QueueNames Queues { get; }

    public TaskPlaces Places { get; }

    public RowInserts Tasks { get; }

    public RowInserts Ready { get; }

    public RowInserts Leases { get; }

    public RowInserts Outcomes { get; }

    public ILogger Logger { get; }

    public SqliteStatement this[string sql] => _statements[sql];

    public void Begin(long now, bool careful)
    {
        Now = now;
        IsCareful = careful;
        _lastTaskId = null;
        foreach (RowInserts inserts in _inserts)
        {
            inserts.Forget();
            inserts.IsCareful = careful;
        }
    }

    /// <summary>Puts all rows that were added: from now on they can be read.</summary>
    public void Flush()
    {
        foreach (RowInserts inserts in _inserts)
        {
            inserts.Flush();
        }
    }

    /// <summary>The ids of one transaction follow one another, and each is higher than any that was ever there. One whose row is left out
    /// is not given again in this transaction.</summary>
    public long NextTaskId()
    {
        _lastTaskId = (_lastTaskId ?? this[SqliteSql.LastTaskId].Number() ?? 0) + 1;
        return _lastTaskId.Value;
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
        catch (SqliteException e) when (SqliteErrors.IsOfTheRow(e))
        {
            this["ROLLBACK TO row"].Execute();
            this["RELEASE row"].Execute();
            Queues.Forget();
            Logger.RowRefused(e, id);
            return false;
        }
    }
}
