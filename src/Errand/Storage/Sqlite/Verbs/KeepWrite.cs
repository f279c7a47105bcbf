using Errand.Storage.Control;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Moves the expiry of a task, and remembers its own.</summary>
internal sealed class KeepWrite(KeepRequest request) : SqliteWrite<KeepVerdict>(WritePriority.Other)
{
    protected override KeepVerdict Execute(WriteScope scope)
    {
        (long id, long expires) = (request.Id.Value, request.ExpiresAt.ToUnixTimeMilliseconds());
        if (FindExpiry(scope) is not { } own)
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

    private long? FindExpiry(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.Keep].Query(request.Id.Value, scope.Now);
        return row.Read() ? row.GetInt64(0) : null;
    }
}
