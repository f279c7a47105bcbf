using Errand.Storage.Access;
using Errand.Storage.Shared;
using Errand.Storage.Shared.Keys;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Stores a key in place of another one, which expires soon.</summary>
internal sealed class RotateKeyWrite(KeyRotation rotation, AuditEntry audit) : SqliteWrite<StoredKey?>(WritePriority.Other)
{
    protected override StoredKey? Execute(WriteScope scope)
    {
        if (Find(scope) is not { } old)
        {
            return null;
        }

        scope[SqliteSql.ExpireKey].Execute(scope.Now + rotation.Overlap.ToMilliseconds(), rotation.OldId);
        StoredKey stored = KeyRow.Of(rotation, old, DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
        KeyRows.Put(scope, stored);
        AuditRows.Put(scope, audit);
        return stored;
    }

    private StoredKey? Find(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.RotateKey].Query(rotation.OldId, scope.Now);
        return row.Read() ? KeyRow.Read(row) : null;
    }
}
