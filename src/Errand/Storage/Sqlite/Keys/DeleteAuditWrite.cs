using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Deletes old entries of the audit log.</summary>
internal sealed class DeleteAuditWrite(TimeSpan keptFor, int limit) : SqliteWrite<int>(WritePriority.Other)
{
    public override int Rows => limit;

    protected override int Execute(WriteScope scope) =>
        scope[SqliteSql.DeleteAudit].ExecuteAndCount(limit, scope.Now - keptFor.ToMilliseconds());
}
