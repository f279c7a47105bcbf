namespace Errand.Storage.Sqlite;

/// <summary>Stores a batch of tasks. A batch that was stored before answers the same ids and stores nothing.</summary>
internal sealed class SubmitWrite(SubmitBatch batch) : SqliteWrite<IReadOnlyList<SubmitVerdict>>(WritePriority.Other)
{
    private static readonly SubmitVerdict Refused = new(SubmitResult.Refused);

    private readonly List<TaskClaim> _handedOver = [];

    public override int Rows => batch.Items.Count;

    /// <summary>Its client has no answer before; a machine that goes down takes along what nobody was told of.</summary>
    public override SyncTime Sync =>
        batch.IsPatient && _handedOver.Count == batch.Items.Count ? SyncTime.WithTheNext : SyncTime.BeforeAnswer;

    public override void Written()
    {
        if (_handedOver.Count > 0)
        {
            batch.HandOver!.Give(_handedOver);
        }
    }

    protected override IReadOnlyList<SubmitVerdict> Execute(WriteScope scope)
    {
        _handedOver.Clear();
        var verdicts = new SubmitVerdict[batch.Items.Count];
        if (FindEarlier(scope) is { } earlier)
        {
            AnswerAgain(scope, verdicts, earlier);
            return verdicts;
        }

        if (!scope.IsCareful)
        {
            var leases = DirectLeases.Open(scope, batch, _handedOver);
            StoreEach(verdicts, index => Store(scope, index, leases));
        }
        else if (!batch.IsWhole)
        {
            StoreEach(verdicts, index => TryStore(scope, index));
        }
        else if (!scope.TryRow(default, () => StoreEach(verdicts, index => Store(scope, index, null))))
        {
            Array.Fill(verdicts, Refused);
        }

        SubmitVerdict[] accepted = Array.FindAll(verdicts, verdict => verdict.Result == SubmitResult.Accepted);
        (long first, long last) = accepted is [var one, ..] ? (one.Id.Value, accepted[^1].Id.Value) : (0, 0);
        scope[SqliteSql.SubmitBatch].Execute(batch.Nonce, scope.Now, first, last);
        return verdicts;
    }

    private static void StoreEach(SubmitVerdict[] verdicts, Func<int, SubmitVerdict> store)
    {
        for (int i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = store(i);
        }
    }

    private SubmitVerdict TryStore(WriteScope scope, int index)
    {
        SubmitVerdict verdict = Refused;
        return scope.TryRow(default, () => verdict = Store(scope, index, null)) ? verdict : Refused;
    }

    private SubmitVerdict Store(WriteScope scope, int index, DirectLeases? leases)
    {
        Submission item = batch.Items[index];
        if (item.Key is { } key && KeyVerdict(scope, key) is { } known)
        {
            return known;
        }

        (long id, long expires) = (scope.NextTaskId(), scope.Now + item.TimeToLive.ToMilliseconds());
        long queue = scope.Queues.IdOf(item.Queue);
        Put(scope.Tasks, item, [
            id, queue, -item.Priority, item.Type.Name, item.Args, item.MaxAttempts, item.Timeout?.ToMilliseconds(),
            TagText.Write(item.Tags), Nonce(index),
            scope.Now, expires]);
        long? due = DueAt(item, scope.Now);
        bool isHandedOver = leases?.TryPut(index, id, expires) == true;
        if (isHandedOver)
        {
            // Nobody needs to look for it.
        }
        else if (due is null)
        {
            Put(scope.Ready, item, [queue, -item.Priority, id, 0, item.MaxAttempts, scope.Now]);
        }
        else
        {
            scope.Places.PutLater(id, due.Value, queue, -item.Priority, attempt: 0, item.MaxAttempts);
        }

        if (item.Key is { } fresh)
        {
            scope[SqliteSql.TakeKey].Execute(fresh.Scope, fresh.Key, fresh.RequestHash, id, expires);
        }

        return Accepted(id, scope.Now, expires, due) with { IsHandedOver = isHandedOver };
    }

    /// <summary>Together with others; but what is to be found by its key in this very batch is there at once.</summary>
    private static void Put(RowInserts rows, Submission item, ReadOnlySpan<SqliteArgument> row)
    {
        if (item.Key is null)
        {
            rows.Add(row);
        }
        else
        {
            rows.Put(row);
        }
    }

    /// <summary>What an idempotency key that is in use makes of its item; null when the key is free.</summary>
    private static SubmitVerdict? KeyVerdict(WriteScope scope, IdempotencyKey key)
    {
        using SqliteRow row = scope[SqliteSql.FindKey].Query(key.Scope, key.Key, scope.Now);
        if (!row.Read())
        {
            return null;
        }

        return row.GetBytes(0).AsSpan().SequenceEqual(key.RequestHash.Span)
            ? new SubmitVerdict(
                SubmitResult.Replayed, new TaskId(row.GetInt64(1)), row.GetInstant(2), row.GetInstant(3), row.GetInstantOrNull(4))
            : new SubmitVerdict(SubmitResult.KeyReused);
    }

    private (long First, long Last)? FindEarlier(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.FindBatch].Query(batch.Nonce);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>Items without a task were replays, which their keys tell again, or refused.</summary>
    private void AnswerAgain(WriteScope scope, SubmitVerdict[] verdicts, (long First, long Last) ids)
    {
        using (SqliteRow row = scope[SqliteSql.FindBatchTasks].Query(ids.First, ids.Last))
        {
            while (row.Read())
            {
                (int index, long created) = ((int)unchecked(row.GetInt64(1) - batch.Nonce), row.GetInt64(2));
                verdicts[index] = Accepted(row.GetInt64(0), created, row.GetInt64(3), DueAt(batch.Items[index], created));
            }
        }

        if (batch.HandOver is { Room: var room })
        {
            _handedOver.AddRange(HeldClaims.Find(scope, room));
        }

        for (int i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i] == default)
            {
                verdicts[i] = batch.Items[i].Key is { } key && KeyVerdict(scope, key) is { } known ? known : Refused;
            }
            else if (_handedOver.Exists(claim => claim.Id == verdicts[i].Id))
            {
                verdicts[i] = verdicts[i] with { IsHandedOver = true };
            }
        }
    }

    private long Nonce(int index) => unchecked(batch.Nonce + index);

    private static long? DueAt(Submission item, long now)
    {
        long due = item.RunAt?.ToUnixTimeMilliseconds() ?? now + (item.Delay?.ToMilliseconds() ?? 0);
        return due > now ? due : null;
    }

    private static SubmitVerdict Accepted(long id, long created, long expires, long? due) => new(
        SubmitResult.Accepted, new TaskId(id), DateTimeOffset.FromUnixTimeMilliseconds(created),
        DateTimeOffset.FromUnixTimeMilliseconds(expires),
        due is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null);
}
