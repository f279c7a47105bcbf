using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Deletes a done task with all that belongs to it.</summary>
internal sealed class DeleteWrite(TaskId id) : SqliteWrite<TaskChange>(WritePriority.Other)
{
    protected override TaskChange Execute(WriteScope scope)
    {
        if (FindTask(scope) is not var (isDone, blob))
        {
            return TaskChange.UnknownTask;
        }

        if (!isDone)
        {
            return TaskChange.NotFinished;
        }

        scope[SqliteSql.DeleteOutcome].Execute(id.Value);
        TaskRemoval.Remove(scope, id.Value, blob);
        return TaskChange.Changed;
    }

    private (bool IsDone, long? Blob)? FindTask(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.Delete].Query(id.Value, scope.Now);
        return row.Read() ? (row.GetBoolean(0), row.GetInt64OrNull(1)) : null;
    }
}
