using Errand.Storage.Access;
using Errand.Storage.Shared.Keys;
using Errand.Storage.Sqlite.Reads;
using Errand.Storage.Sqlite.Statements;

namespace Errand.Storage.Sqlite.Keys;

/// <summary>Reads keys and the audit log.</summary>
internal static class SqliteKeyReads
{
    public static string FindMark(SqliteReader reader)
    {
        using SqliteRow row = reader[SqliteSql.FindKeysMark].Query();
        row.Read();
        return row.GetString(0);
    }

    public static IReadOnlyList<StoredKey> List(SqliteReader reader)
    {
        var keys = new List<StoredKey>();
        using SqliteRow row = reader[SqliteSql.ListKeys].Query();
        while (row.Read())
        {
            keys.Add(KeyRow.Read(row));
        }

        return keys;
    }

    public static IReadOnlyList<AuditRow> ListAudit(SqliteReader reader, AuditRequest request)
    {
        var entries = new List<AuditRow>();
        using SqliteRow row = reader[SqliteSql.ListAudit].Query(
            request.Below, request.Actor, request.Action, request.After?.ToUnixTimeMilliseconds(),
            request.Before?.ToUnixTimeMilliseconds(), request.Limit);
        while (row.Read())
        {
            entries.Add(AuditColumns.Read(row));
        }

        return entries;
    }
}
