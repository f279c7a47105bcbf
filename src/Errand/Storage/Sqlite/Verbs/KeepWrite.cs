using Errand.Storage.Control;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Moves the expiry of tasks, and remembers their own.</summary>
internal sealed class KeepWrite(IReadOnlyList<TaskId> ids, KeepRequest request)
    : SqliteWrite<IReadOnlyList<KeepVerdict>>(WritePriority.Other)
{
    public override int Rows => ids.Count;

    protected override IReadOnlyList<KeepVerdict> Execute(WriteScope scope) => [.. ids.Select(id => Keep(scope, id.Value))];

    private KeepVerdict Keep(WriteScope scope, long id)
    {
        long expires = request.ExpiresAt.ToUnixTimeMilliseconds();
        if (FindExpiry(scope, id) is not { } own)
        {
            return KeepVerdict.Unknown;
        }

        if (expires <= scope.Now)
        {
            return KeepVerdict.TooEarly;
        }

        scope[SqliteSql.PutKept].Execute(id, request.Until?.ToUnixTimeMilliseconds(), request.Note, scope.Now, own);
        scope[SqliteSql.MoveExpiry].Execute(expires, id);
        scope[SqliteSql.MoveKeyExpiry].Execute(expires, id);
        return KeepVerdict.Kept;
    }

    private static long? FindExpiry(WriteScope scope, long id)
    {
        using SqliteRow row = scope[SqliteSql.Keep].Query(id, scope.Now);
        return row.Read() ? row.GetInt64(0) : null;
    }
}
