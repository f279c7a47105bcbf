using Errand.Storage.Access;
using Errand.Storage.Shared.Keys;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Stores a key, unless its subject has one already.</summary>
internal sealed class CreateKeyWrite(NewKey key, AuditEntry audit) : SqliteWrite<StoredKey?>(WritePriority.Other)
{
    protected override StoredKey? Execute(WriteScope scope)
    {
        if (scope[SqliteSql.CreateKey].Number(key.Subject, scope.Now) is not null)
        {
            return null;
        }

        StoredKey stored = KeyRow.Of(key, DateTimeOffset.FromUnixTimeMilliseconds(scope.Now));
        KeyRows.Put(scope, stored);
        AuditRows.Put(scope, audit);
        return stored;
    }
}
