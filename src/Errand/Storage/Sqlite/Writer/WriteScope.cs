using Errand.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>What a request uses inside the writer's transaction.</summary>
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

    /// <summary>Whether a first try failed. Then every row is guarded by a savepoint, so that only the guilty one is left out.</summary>
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

    /// <summary>Inserts all rows that were added, so that they can be read.</summary>
    public void Flush()
    {
        foreach (RowInserts inserts in _inserts)
        {
            inserts.Flush();
        }
    }

    /// <summary>The ids of one transaction are consecutive, and higher than any id before. An id whose row is left out is not used again in
    /// this transaction.</summary>
    public long NextTaskId()
    {
        _lastTaskId = (_lastTaskId ?? this[SqliteSql.LastTaskId].Number() ?? 0) + 1;
        return _lastTaskId.Value;
    }

    /// <summary>Does the work for one row. If the row itself causes an error, undoes the work and returns false.</summary>
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
