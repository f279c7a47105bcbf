using Errand.Storage.Access;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Revokes a key.</summary>
internal sealed class RevokeKeyWrite(string id, AuditEntry audit) : SqliteWrite<bool>(WritePriority.Other)
{
    protected override bool Execute(WriteScope scope)
    {
        if (scope[SqliteSql.RevokeKey].ExecuteAndCount(scope.Now, id) > 0)
        {
            AuditRows.Put(scope, audit);
            return true;
        }

        return scope[SqliteSql.FindApiKey].Number(id) is not null;
    }
}
