using Errand.Storage.Access;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Writes an entry of the audit log that belongs to no other change.</summary>
internal sealed class AppendAuditWrite(AuditEntry entry) : SqliteWrite<bool>(WritePriority.Other)
{
    protected override bool Execute(WriteScope scope)
    {
        AuditRows.Put(scope, entry);
        return true;
    }
}
