using Errand.Storage.Access;
using Errand.Storage.Sqlite.Keys;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Deletes done tasks with all that belongs to them.</summary>
internal sealed class DeleteWrite(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    : SqliteWrite<IReadOnlyList<TaskChange>>(WritePriority.Other)
{
    public override int Rows => ids.Count;

    protected override IReadOnlyList<TaskChange> Execute(WriteScope scope)
    {
        TaskChange[] changes = [.. ids.Select(id => Delete(scope, id.Value))];
        AuditRows.Put(scope, audit, AuditActions.DeleteTask, [.. ids.Where((_, index) => changes[index] == TaskChange.Changed)]);
        return changes;
    }

    private static TaskChange Delete(WriteScope scope, long id)
    {
        if (FindTask(scope, id) is not var (isDone, blob))
        {
            return TaskChange.UnknownTask;
        }

        if (!isDone)
        {
            return TaskChange.NotFinished;
        }

        scope[SqliteSql.DeleteOutcome].Execute(id);
        TaskRemoval.Remove(scope, id, blob);
        return TaskChange.Changed;
    }

    private static (bool IsDone, long? Blob)? FindTask(WriteScope scope, long id)
    {
        using SqliteRow row = scope[SqliteSql.Delete].Query(id, scope.Now);
        return row.Read() ? (row.GetBoolean(0), row.GetInt64OrNull(1)) : null;
    }
}
