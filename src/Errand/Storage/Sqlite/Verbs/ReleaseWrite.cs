using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Puts the own expiry of a kept task back.</summary>
internal sealed class ReleaseWrite(TaskId id) : SqliteWrite<bool>(WritePriority.Other)
{
    protected override bool Execute(WriteScope scope)
    {
        if (FindTask(scope) is not var (isKept, own))
        {
            return false;
        }

        if (isKept)
        {
            long expires = own > scope.Now ? own : scope.Now + StoreRules.AfterKeep.ToMilliseconds();
            scope[SqliteSql.DeleteKept].Execute(id.Value);
            scope[SqliteSql.MoveExpiry].Execute(expires, id.Value);
            scope[SqliteSql.MoveKeyExpiry].Execute(expires, id.Value);
        }

        return true;
    }

    private (bool IsKept, long Own)? FindTask(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.Release].Query(id.Value, scope.Now);
        return row.Read() ? (!row.IsNull(0), row.GetInt64OrNull(0) ?? 0) : null;
    }
}
