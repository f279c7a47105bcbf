using Errand.Storage.Access;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Writes keys.</summary>
internal static class KeyRows
{
    public static void Put(WriteScope scope, StoredKey key) => scope[SqliteSql.PutKey].Execute(
        key.Id, key.Subject, key.Hash, key.Scopes, key.Rate, key.Note, key.CreatedBy, key.CreatedAt.ToUnixTimeMilliseconds(),
        key.ExpiresAt?.ToUnixTimeMilliseconds());
}
