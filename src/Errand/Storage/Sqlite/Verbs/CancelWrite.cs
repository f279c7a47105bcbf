using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Sqlite.Keys;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Ends waiting tasks, and asks the handlers of running ones to stop them.</summary>
internal sealed class CancelWrite(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    : SqliteWrite<IReadOnlyList<CancelAnswer>>(WritePriority.Other)
{
    public override int Rows => ids.Count;

    protected override IReadOnlyList<CancelAnswer> Execute(WriteScope scope)
    {
        CancelAnswer[] answers = [.. ids.Select(id => Cancel(scope, id.Value))];
        AuditRows.Put(
            scope, audit, AuditActions.CancelTask,
            [.. ids.Where((_, index) => answers[index].Verdict is CancelVerdict.Done or CancelVerdict.Signalled)]);
        return answers;
    }

    private static CancelAnswer Cancel(WriteScope scope, long id)
    {
        if (FindTask(scope, id) is not var (queue, priority, attempt, type))
        {
            return new CancelAnswer(CancelVerdict.Unknown);
        }

        if (scope.Places.LeaveReady(queue, priority, id) || scope.Places.LeaveLater(id) || scope.Places.LeaveBlocked(id))
        {
            scope.Places.PutOutcome(id, OutcomeState.Cancelled, attempt, error: null);
            return new CancelAnswer(CancelVerdict.Done, type, scope.Queues.NameOf(queue));
        }

        return new CancelAnswer(
            scope[SqliteSql.CancelRun].ExecuteAndCount(id) > 0 ? CancelVerdict.Signalled : CancelVerdict.AlreadyDone);
    }

    private static (long Queue, long Priority, long Attempt, string Type)? FindTask(WriteScope scope, long id)
    {
        using SqliteRow row = scope[SqliteSql.Cancel].Query(id, scope.Now);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)) : null;
    }
}
