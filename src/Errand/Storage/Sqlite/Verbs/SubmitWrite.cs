using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>Stores a batch of tasks. A batch that was stored before answers the same ids and stores nothing.</summary>
internal sealed class SubmitWrite(SubmitRequest request) : SqliteWrite<IReadOnlyList<SubmitAnswer>>(WritePriority.Other)
{
    private static readonly SubmitAnswer Refused = new(SubmitVerdict.Refused);

    private readonly List<TaskClaim> _reserved = [];

    public override int Rows => request.Items.Count;

    /// <summary>The client has no answer before the sync. If the machine crashes before that, it loses only tasks that were never
    /// confirmed.</summary>
    public override SyncTime Sync =>
        request.IsPatient && _reserved.Count == request.Items.Count ? SyncTime.WithTheNext : SyncTime.BeforeAnswer;

    public override void Written()
    {
        if (_reserved.Count > 0)
        {
            request.Reservation!.Give(_reserved);
        }
    }

    protected override IReadOnlyList<SubmitAnswer> Execute(WriteScope scope)
    {
        _reserved.Clear();
        var answers = new SubmitAnswer[request.Items.Count];
        if (FindEarlier(scope) is { } earlier)
        {
            AnswerAgain(scope, answers, earlier);
            return answers;
        }

        if (!scope.IsCareful)
        {
            var leases = ReservedLeases.Open(scope, request, _reserved);
            StoreEach(answers, index => Store(scope, index, leases));
        }
        else if (!request.IsAllOrNone)
        {
            StoreEach(answers, index => TryStore(scope, index));
        }
        else if (!scope.TryRow(default, () => StoreEach(answers, index => Store(scope, index, null))))
        {
            Array.Fill(answers, Refused);
        }

        SubmitAnswer[] accepted = Array.FindAll(answers, verdict => verdict.Verdict == SubmitVerdict.Accepted);
        (long first, long last) = accepted is [var one, ..] ? (one.Id.Value, accepted[^1].Id.Value) : (0, 0);
        scope[SqliteSql.SubmitReceipt].Execute(request.Nonce, scope.Now, first, last);
        return answers;
    }

    private static void StoreEach(SubmitAnswer[] answers, Func<int, SubmitAnswer> store)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = store(i);
        }
    }

    private SubmitAnswer TryStore(WriteScope scope, int index)
    {
        SubmitAnswer verdict = Refused;
        return scope.TryRow(default, () => verdict = Store(scope, index, null)) ? verdict : Refused;
    }

    private SubmitAnswer Store(WriteScope scope, int index, ReservedLeases? leases)
    {
        Submission item = request.Items[index];
        if (item.Key is { } key && KeyVerdict(scope, key) is { } known)
        {
            return known;
        }

        (long id, long expires) = (scope.NextTaskId(), scope.Now + item.TimeToLive.ToMilliseconds());
        long queue = scope.Queues.IdOf(item.Queue);
        var place = QueuePlace.Of(item.Priority, id);
        long? due = DueAt(item, scope.Now);
        Put(scope.Tasks, item, [
            id, queue, place.Priority, item.Type.Name, item.Args, item.MaxAttempts, item.Timeout?.ToMilliseconds(),
            TagText.Write(item.Tags), Nonce(index),
            scope.Now, expires, due, item.Owner, item.Trace]);
        bool isReserved = leases?.TryPut(index, id, expires) == true;
        if (isReserved)
        {
            // It does not wait in a queue.
        }
        else if (due is null)
        {
            Put(scope.Ready, item, [queue, place.Priority, id, 0, item.MaxAttempts, scope.Now]);
        }
        else
        {
            scope.Places.PutLater(queue, place, due.Value, attempt: 0, tries: item.MaxAttempts);
        }

        if (item.Key is { } fresh)
        {
            scope[SqliteSql.TakeKey].Execute(fresh.Scope, fresh.Key, fresh.RequestHash, id, expires);
        }

        return Accepted(id, scope.Now, expires, due) with { IsClaimed = isReserved };
    }

    /// <summary>Inserts a row together with others, or at once if it has a key, because the same batch may contain the key again.</summary>
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

    /// <summary>The answer to an item whose idempotency key is in use; null if the key is free.</summary>
    private static SubmitAnswer? KeyVerdict(WriteScope scope, IdempotencyKey key)
    {
        using SqliteRow row = scope[SqliteSql.FindKey].Query(key.Scope, key.Key, scope.Now);
        if (!row.Read())
        {
            return null;
        }

        return row.GetBytes(0).AsSpan().SequenceEqual(key.RequestHash.Span)
            ? new SubmitAnswer(
                SubmitVerdict.Replayed, new TaskId(row.GetInt64(1)), row.GetInstant(2), row.GetInstant(3), row.GetInstantOrNull(4))
            : new SubmitAnswer(SubmitVerdict.KeyReused);
    }

    private (long First, long Last)? FindEarlier(WriteScope scope)
    {
        using SqliteRow row = scope[SqliteSql.FindReceipt].Query(request.Nonce);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    /// <summary>Items without a task were replays, which are found by their key, or were refused.</summary>
    private void AnswerAgain(WriteScope scope, SubmitAnswer[] answers, (long First, long Last) ids)
    {
        using (SqliteRow row = scope[SqliteSql.FindReceiptTasks].Query(ids.First, ids.Last))
        {
            while (row.Read())
            {
                (int index, long created) = ((int)unchecked(row.GetInt64(1) - request.Nonce), row.GetInt64(2));
                answers[index] = Accepted(row.GetInt64(0), created, row.GetInt64(3), DueAt(request.Items[index], created));
            }
        }

        if (request.Reservation is { Request: var claim })
        {
            _reserved.AddRange(HeldClaims.Find(scope, claim));
        }

        for (int i = 0; i < answers.Length; i++)
        {
            if (answers[i] == default)
            {
                answers[i] = request.Items[i].Key is { } key && KeyVerdict(scope, key) is { } known ? known : Refused;
            }
            else if (_reserved.Exists(claim => claim.Id == answers[i].Id))
            {
                answers[i] = answers[i] with { IsClaimed = true };
            }
        }
    }

    private long Nonce(int index) => unchecked(request.Nonce + index);

    private static long? DueAt(Submission item, long now)
    {
        long due = item.RunAt?.ToUnixTimeMilliseconds() ?? now + (item.Delay?.ToMilliseconds() ?? 0);
        return due > now ? due : null;
    }

    private static SubmitAnswer Accepted(long id, long created, long expires, long? due) => new(
        SubmitVerdict.Accepted, new TaskId(id), DateTimeOffset.FromUnixTimeMilliseconds(created),
        DateTimeOffset.FromUnixTimeMilliseconds(expires),
        due is { } instant ? DateTimeOffset.FromUnixTimeMilliseconds(instant) : null);
}
