using Errand.Storage.Control;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Ends a waiting task, or asks the handler of a running one to stop it.</summary>
internal sealed class CancelWrite(TaskId id) : SqliteWrite<CancelVerdict>(WritePriority.Other)
{
    protected override CancelVerdict Execute(WriteScope scope)
    {
        if (FindTask(scope) is not var (queue, priority, attempt))
        {
            return CancelVerdict.Unknown;
        }

        if (scope.Places.LeaveReady(queue, priority, id.Value) || scope.Places.LeaveLater(id.Value)
            || scope.Places.LeaveBlocked(id.Value))
        {
            scope.Places.PutOutcome(id.Value, OutcomeState.Cancelled, attempt, error: null);
            return CancelVerdict.Done;
        }

        return scope[SqliteSql.CancelRun].ExecuteAndCount(id.Value) > 0 ? CancelVerdict.Signalled : CancelVerdict.AlreadyDone;
    }

    private (long Queue, long Priority, long Attempt)? FindTask(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.Cancel].Query(id.Value, scope.Now);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : null;
    }
}
