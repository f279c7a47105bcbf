using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Deletes expired tasks with all that belongs to them, old nonces and dead handlers.</summary>
internal sealed class DeleteExpiredWrite(int limit) : SqliteWrite<DeleteExpiredAnswer>(WritePriority.Other)
{
    private int _deleted;
    private int _neverFinished;
    private int _toldToStop;

    public override int Rows => limit;

    protected override DeleteExpiredAnswer Execute(WriteScope scope)
    {
        (_deleted, _neverFinished, _toldToStop) = (0, 0, 0);
        List<Expired> expired = FindExpired(scope);
        foreach (Expired task in expired)
        {
            if (scope.IsCareful)
            {
                scope.TryRow(new TaskId(task.Id), () => Remove(scope, task));
            }
            else
            {
                Remove(scope, task);
            }
        }

        bool areParts = DeleteParts(scope);
        long before = scope.Now - StoreRules.KeptFor.ToMilliseconds();
        int receipts = scope[SqliteSql.DeleteReceipts].ExecuteAndCount(before, StoreRules.MostReceiptsASweep);
        scope[SqliteSql.DeleteHandlers].Execute(before);
        bool isFull = _deleted + _toldToStop == limit;
        TimeSpan lag = isFull ? TimeSpan.FromMilliseconds(scope.Now - expired[^1].At) : TimeSpan.Zero;
        bool isMore = isFull || areParts || receipts == StoreRules.MostReceiptsASweep;
        return new DeleteExpiredAnswer(_deleted, _neverFinished, _toldToStop, isMore, lag);
    }

    private List<Expired> FindExpired(WriteScope scope)
    {
        var expired = new List<Expired>();
        using SqliteRow row = scope[SqliteSql.DeleteExpired].Query(scope.Now, limit);
        while (row.Read())
        {
            expired.Add(new Expired(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64OrNull(4)));
        }

        return expired;
    }

    /// <summary>The place goes first, the task only with it. A running task is cancelled instead.</summary>
    private void Remove(WriteScope scope, Expired task)
    {
        bool isDone = scope[SqliteSql.DeleteOutcome].ExecuteAndCount(task.Id) > 0;
        bool waited = !isDone
            && (scope.Places.LeaveReady(task.Queue, task.Priority, task.Id) || scope.Places.LeaveLater(task.Id)
                || scope.Places.LeaveBlocked(task.Id));
        if (!isDone && !waited)
        {
            _toldToStop += scope[SqliteSql.CancelRun].ExecuteAndCount(task.Id);
            return;
        }

        TaskRemoval.Remove(scope, task.Id, task.Blob);
        _deleted++;
        _neverFinished += waited ? 1 : 0;
    }

    /// <summary>Few at once, since each is large. Those of a task that expired, and those that waited in vain for their outcome.</summary>
    /// <returns>Whether there may be more.</returns>
    private static bool DeleteParts(WriteScope scope)
    {
        scope[SqliteSql.DoomBlobs].Execute(scope.Now - ResultParts.Patience.ToMilliseconds(), ResultParts.MaxAtOnce);
        int parts = scope[SqliteSql.DeleteParts].ExecuteAndCount(ResultParts.MaxAtOnce);
        scope[SqliteSql.DeleteBlobs].Execute(ResultParts.MaxAtOnce);
        return parts == ResultParts.MaxAtOnce;
    }

    private readonly record struct Expired(long Id, long Queue, long Priority, long At, long? Blob);
}
