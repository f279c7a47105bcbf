using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Stores a batch of tasks. A batch that was stored before answers the same ids and stores nothing.</summary>
internal sealed class PostgresSubmit(
    PostgresSource source, PostgresQueues queues, PostgresClaim claims, PostgresChanges changes, TellingWrite telling, ILogger logger)
{
    private static readonly SubmitAnswer Refused = new(SubmitVerdict.Refused);

    public async Task<IReadOnlyList<SubmitAnswer>> RunAsync(SubmitRequest request)
    {
        var answers = new SubmitAnswer[request.Items.Count];
        bool[]? chosen = ReservedItems.Of(request);
        List<Row> rows = [.. request.Items.Select((item, index) => new Row(index, item, chosen?[index] == true))];
        try
        {
            await StoreAsync(request.Nonce, rows, request.IsAllOrNone, chosen is null ? null : request.Reservation, answers);
            return answers;
        }
        catch (StoreException e) when (e is not OutcomeUnknownException && Array.Exists(answers, verdict => verdict.Id != default))
        {
            // Some tasks are stored and may already run. Only resending the same batch does not store them twice.
            throw new OutcomeUnknownException("Some tasks of a batch were stored, and then the store failed.", e);
        }
    }

    /// <summary>Stores these rows by one statement. If a row cannot be stored, stores each half separately, or nothing at all.</summary>
    private async Task StoreAsync(long nonce, List<Row> rows, bool isAllOrNone, Reservation? reservation, SubmitAnswer[] answers)
    {
        List<Row> unanswered;
        try
        {
            unanswered = await StoreTogetherAsync(nonce, rows, reservation, answers);
        }
        catch (RowRefusedException e) when (isAllOrNone)
        {
            logger.BatchRefused(e, rows.Count);
            Array.Fill(answers, Refused);
            return;
        }
        catch (RowRefusedException e) when (rows.Count > 1)
        {
            logger.RowsRefused(e, rows.Count);
            // The halves and their nonces must be the same if this batch is sent again.
            await StoreAsync(Derive(nonce, 1), rows[..(rows.Count / 2)], isAllOrNone, reservation, answers);
            await StoreAsync(Derive(nonce, 2), rows[(rows.Count / 2)..], isAllOrNone, reservation, answers);
            return;
        }
        catch (RowRefusedException e)
        {
            logger.RowsRefused(e, 1);
            answers[rows[0].Index] = Refused;
            return;
        }

        if (unanswered.Count > 0)
        {
            // Their keys were taken a moment ago and are free again, or occur earlier in this batch.
            await StoreAsync(Derive(nonce, 3), unanswered, isAllOrNone, reservation, answers);
        }
    }

    /// <returns>Rows that were not stored and whose key is unknown.</returns>
    private async Task<List<Row>> StoreTogetherAsync(long nonce, List<Row> rows, Reservation? reservation, SubmitAnswer[] answers)
    {
        List<Row> sent = FirstOfEachKey(rows);
        if (await InsertAsync(nonce, sent, reservation, answers) == 0 && await FindEarlierAsync(nonce, sent, answers) > 0
            && reservation is not null)
        {
            await GiveAgainAsync(reservation, answers);
        }

        List<Row> left = rows.FindAll(row => answers[row.Index] == default);
        if (left.Count > 0)
        {
            await FindKeysAsync(left, answers);
            left = left.FindAll(row => answers[row.Index] == default);
        }

        return left;
    }

    /// <summary>If a key occurs twice in a batch, the first row takes it and the others find it.</summary>
    private static List<Row> FirstOfEachKey(List<Row> rows)
    {
        var seen = new HashSet<(string, string)>();
        return rows.FindAll(row => row.Item.Key is not { } key || seen.Add((key.Scope, key.Key)));
    }

    private async Task<int> InsertAsync(long nonce, List<Row> rows, Reservation? reservation, SubmitAnswer[] answers)
    {
        long[] queueIds = new long[rows.Count];
        for (int i = 0; i < queueIds.Length; i++)
        {
            queueIds[i] = await queues.IdOfAsync(rows[i].Item.Queue);
        }

        ClaimRequest? claim = reservation is not null && rows.Exists(row => row.IsDirect) ? reservation.Request : null;
        long claimQueue = claim is null ? 0 : await queues.IdOfAsync(claim.Queue);
        PostgresHint? hint = claim is null && rows is [{ Item: { RunAt: null, Delay: null } only }] ? telling.TakeReady(only) : null;
        List<Stored> stored = hint is null
            ? await source.WriteAsync(connection => InsertAsync(connection, nonce, rows, queueIds, claim, claimQueue))
            : await telling.RunAsync(
                () => StatementOfBatch(PostgresSql.Submit, Parameters(nonce, rows, queueIds)),
                () => StatementOfBatch(PostgresSql.TellReady, Of(PostgresHint.Channel), Of(hint.Write()), Of(nonce)),
                row => Stored.Read(row, isLeasing: false));
        // Before anything else, so that claimed tasks can start.
        reservation?.Give([.. stored.Where(task => task.Verdict.IsClaimed).Select(task => task.ToClaim(rows[task.Index].Item))]);
        foreach ((int index, SubmitAnswer verdict, DateTimeOffset _) in stored)
        {
            answers[rows[index].Index] = verdict;
            if (verdict.RunAt is not null)
            {
                changes.Scheduled();
            }
            else if (!verdict.IsClaimed)
            {
                var place = QueuePlace.Of(rows[index].Item.Priority, verdict.Id.Value);
                if (hint is null)
                {
                    changes.Ready(queueIds[index], rows[index].Item.Queue, place);
                }
                else
                {
                    changes.Fronts.MadeReady(queueIds[index], place);
                }
            }
            else
            {
                changes.News();
            }
        }

        return stored.Count;
    }

    private async Task<List<Stored>> InsertAsync(
        NpgsqlConnection connection, long nonce, List<Row> rows, long[] queueIds, ClaimRequest? claim, long claimQueue)
    {
        await using NpgsqlCommand command = claim is null
            ? connection.Statement(PostgresSql.Submit, Parameters(nonce, rows, queueIds))
            : connection.Statement(PostgresSql.SubmitAndLease, [.. Parameters(nonce, rows, queueIds), .. Lease(claim, claimQueue, rows)]);
        return await command.ListAsync(row => Stored.Read(row, isLeasing: claim is not null));
    }

    /// <summary>The other parameters of <see cref="PostgresSql.SubmitAndLease"/>.</summary>
    private NpgsqlParameter[] Lease(ClaimRequest claim, long queue, List<Row> rows)
    {
        QueuePlace place = changes.Fronts.PlaceOf(queue);
        return
        [
            Of(claim.Handler.Value), Of(claim.ClaimId), Of(queue), Of((short)place.Priority), Of(place.Id),
            Of((short)QueuePlace.Negate(rows[0].Item.Priority)),
        ];
    }

    /// <summary>An earlier attempt whose answer was lost may have claimed tasks that the handler does not know of yet.</summary>
    private async Task GiveAgainAsync(Reservation reservation, SubmitAnswer[] answers)
    {
        if (!Array.Exists(answers, verdict => verdict.Verdict == SubmitVerdict.Accepted && verdict.Id != default))
        {
            return;
        }

        IReadOnlyList<TaskClaim> held = (await claims.ClaimAgainAsync(reservation.Request)).Claims;
        reservation.Give(held);
        var ids = held.Select(claim => claim.Id).ToHashSet();
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = ids.Contains(answers[i].Id) ? answers[i] with { IsClaimed = true } : answers[i];
        }
    }

    private static NpgsqlParameter[] Parameters(long nonce, List<Row> rows, long[] queueIds) =>
    [
        Of(nonce),
        Common(queueIds),
        Common(rows, item => (short)QueuePlace.Negate(item.Priority)),
        Common(rows, item => item.Type.Name),
        Texts([.. rows.Select(row => ToText(row.Item.Args))]),
        Common(rows, item => (short)item.MaxAttempts),
        Rare(rows, item => item.Timeout?.ToMilliseconds()),
        Common(rows, item => item.TimeToLive.ToMilliseconds()),
        Rare(rows, item => item.RunAt?.ToUniversalTime()),
        Rare(rows, item => item.Delay?.ToMilliseconds()),
        Rare(rows, item => TagText.Write(item.Tags)),
        Nonces(nonce, rows),
        Rare(rows, item => item.Key?.Scope),
        Rare(rows, item => item.Key?.Key),
        Rare(rows, item => item.Key is { } key ? ToText(key.RequestHash) : null),
        Of(rows.Exists(row => row.IsDirect) ? rows.ConvertAll(row => row.IsDirect).ToArray() : []),
    ];

    private static NpgsqlParameter Column<T>(List<Row> rows, Func<Submission, T> value) => Of(Values(rows, value));

    /// <summary>A column in which all values are often equal: then one is sent.</summary>
    private static NpgsqlParameter Common<T>(List<Row> rows, Func<Submission, T> value)
        where T : IEquatable<T> => Common(Values(rows, value));

    private static NpgsqlParameter Common<T>(T[] values)
        where T : IEquatable<T> => Of(values.AsSpan().ContainsAnyExcept(values[0]) ? values : values[..1]);

    /// <summary>Only the first, if the others count up from it.</summary>
    private static NpgsqlParameter Nonces(long nonce, List<Row> rows)
    {
        long[] nonces = [.. rows.Select(row => NonceOf(nonce, row))];
        bool isGapless = rows[^1].Index - rows[0].Index == rows.Count - 1;
        return Of(isGapless && nonces[^1] >= nonces[0] ? nonces[..1] : nonces);
    }

    private static T[] Values<T>(List<Row> rows, Func<Submission, T> value) => [.. rows.Select(row => value(row.Item))];

    /// <summary>A column that is often empty: then nothing is sent, and <c>unnest</c> fills it with nulls.</summary>
    private static NpgsqlParameter Rare<T>(List<Row> rows, Func<Submission, T?> value)
    {
        T?[] values = Values(rows, value);
        return Of(Array.TrueForAll(values, given => given is null) ? [] : values);
    }

    /// <summary>What an earlier attempt at this batch stored, if its answer was lost.</summary>
    private async Task<int> FindEarlierAsync(long nonce, List<Row> rows, SubmitAnswer[] answers)
    {
        var byNonce = rows.ToDictionary(row => NonceOf(nonce, row));
        return await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.FindReceipt, Of(nonce), Of(byNonce.Keys.ToArray()));
            List<(long Nonce, TaskId Id, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)> found = await command.ListAsync(
                row => row.IsDBNull("id")
                    ? default
                    : (
                        Nonce: row.GetInt64("nonce"), Id: new TaskId(row.GetInt64("id")), CreatedAt: row.GetInstant("created_at"),
                        ExpiresAt: row.GetInstant("expires_at")));
            foreach ((long task, TaskId id, DateTimeOffset createdAt, DateTimeOffset expiresAt) in found.Where(task => task != default))
            {
                Row row = byNonce[task];
                answers[row.Index] = new SubmitAnswer(SubmitVerdict.Accepted, id, createdAt, expiresAt, DueAt(row.Item, createdAt));
            }

            return found.Count;
        });
    }

    private async Task FindKeysAsync(List<Row> rows, SubmitAnswer[] answers)
    {
        List<Row> keyed = rows.FindAll(row => row.Item.Key is not null);
        if (keyed.Count == 0)
        {
            return;
        }

        await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.FindKey, Column(keyed, item => item.Key!.Scope), Column(keyed, item => item.Key!.Key));
            return await command.ListAsync(row =>
            {
                (int index, Submission? item, bool _) = keyed[(int)row.GetInt64("ord") - 1];
                return answers[index] = row.GetFieldValue<byte[]>("request_hash").AsSpan().SequenceEqual(item.Key!.RequestHash.Span)
                    ? new SubmitAnswer(
                        SubmitVerdict.Replayed, new TaskId(row.GetInt64("id")), row.GetInstant("created_at"), row.GetInstant("expires_at"),
                        row.GetInstantOrNull("run_at"))
                    : new SubmitAnswer(SubmitVerdict.KeyReused);
            });
        });
    }

    private static DateTimeOffset? DueAt(Submission item, DateTimeOffset createdAt)
    {
        DateTimeOffset due = item.RunAt ?? createdAt + (item.Delay ?? TimeSpan.Zero);
        return due > createdAt ? due : null;
    }

    private static long NonceOf(long nonce, Row row) => unchecked(nonce + row.Index);

    /// <summary>Derives another nonce, always the same one. The finisher of splitmix64 spreads neighbours far apart.</summary>
    private static long Derive(long nonce, int part)
    {
        unchecked
        {
            ulong z = (ulong)nonce + ((ulong)part * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (long)(z ^ (z >> 31));
        }
    }

    /// <param name="Index">Its index in the request.</param>
    /// <param name="Item">What to store.</param>
    /// <param name="IsDirect">Whether a handler has reserved a slot for it.</param>
    private readonly record struct Row(int Index, Submission Item, bool IsDirect);

    private readonly record struct Stored(int Index, SubmitAnswer Verdict, DateTimeOffset Deadline)
    {
        public static Stored Read(NpgsqlDataReader row, bool isLeasing) => new(
            (int)row.GetInt64("ord") - 1,
            new SubmitAnswer(
                SubmitVerdict.Accepted, new TaskId(row.GetInt64("id")), row.GetInstant("created_at"), row.GetInstant("expires_at"),
                row.GetInstantOrNull("run_at"), IsClaimed: isLeasing && row.GetBoolean("is_leased")),
            isLeasing ? row.GetInstant("deadline_at") : default);

        public TaskClaim ToClaim(Submission item) => ReservedItems.Claim(item, Verdict.Id, Deadline, Deadline - Verdict.CreatedAt);
    }
}
