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
        List<SubmitRow> rows = [.. request.Items.Select((item, index) => new SubmitRow(index, item, chosen?[index] == true))];
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
    private async Task StoreAsync(long nonce, List<SubmitRow> rows, bool isAllOrNone, Reservation? reservation, SubmitAnswer[] answers)
    {
        List<SubmitRow> unanswered;
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
    private async Task<List<SubmitRow>> StoreTogetherAsync(
        long nonce, List<SubmitRow> rows, Reservation? reservation, SubmitAnswer[] answers)
    {
        List<SubmitRow> sent = SubmitRow.FirstOfEachKey(rows);
        if (await InsertAsync(nonce, sent, reservation, answers) == 0 && await FindEarlierAsync(nonce, sent, answers) > 0
            && reservation is not null)
        {
            await GiveAgainAsync(reservation, answers);
        }

        List<SubmitRow> left = rows.FindAll(row => answers[row.Index] == default);
        if (left.Count > 0)
        {
            await FindKeysAsync(left, answers);
            left = left.FindAll(row => answers[row.Index] == default);
        }

        return left;
    }

    private async Task<int> InsertAsync(long nonce, List<SubmitRow> rows, Reservation? reservation, SubmitAnswer[] answers)
    {
        long[] queueIds = await queues.IdsOfAsync(rows, static row => row.Item.Queue);
        ClaimRequest? claim = reservation is not null && rows.Exists(row => row.IsDirect) ? reservation.Request : null;
        long claimQueue = claim is null ? 0 : await queues.IdOfAsync(claim.Queue);
        PostgresHint? hint = claim is null && rows is [{ Item: { RunAt: null, Delay: null } only }] ? telling.TakeReady(only) : null;
        List<StoredRow> stored = hint is null
            ? await source.WriteAsync(connection => InsertAsync(connection, nonce, rows, queueIds, claim, claimQueue))
            : await telling.RunAsync(
                () => StatementOfBatch(PostgresSql.Submit, SubmitStatements.Parameters(nonce, rows, queueIds)),
                () => StatementOfBatch(PostgresSql.TellReady, Of(PostgresHint.Channel), Of(hint.Write()), Of(nonce)),
                row => StoredRow.Read(row, isLeasing: false));
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

    private async Task<List<StoredRow>> InsertAsync(
        NpgsqlConnection connection, long nonce, List<SubmitRow> rows, long[] queueIds, ClaimRequest? claim, long claimQueue)
    {
        await using NpgsqlCommand command = claim is null
            ? connection.Statement(PostgresSql.Submit, SubmitStatements.Parameters(nonce, rows, queueIds))
            : connection.Statement(
                PostgresSql.SubmitAndLease, [.. SubmitStatements.Parameters(nonce, rows, queueIds), .. Lease(claim, claimQueue, rows)]);
        return await command.ListAsync(row => StoredRow.Read(row, isLeasing: claim is not null));
    }

    /// <summary>The other parameters of <see cref="PostgresSql.SubmitAndLease"/>.</summary>
    private NpgsqlParameter[] Lease(ClaimRequest claim, long queue, List<SubmitRow> rows)
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

    /// <summary>What an earlier attempt at this batch stored, if its answer was lost.</summary>
    private async Task<int> FindEarlierAsync(long nonce, List<SubmitRow> rows, SubmitAnswer[] answers)
    {
        var byNonce = rows.ToDictionary(row => row.NonceIn(nonce));
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
                SubmitRow row = byNonce[task];
                answers[row.Index] = new SubmitAnswer(SubmitVerdict.Accepted, id, createdAt, expiresAt, DueAt(row.Item, createdAt));
            }

            return found.Count;
        });
    }

    private async Task FindKeysAsync(List<SubmitRow> rows, SubmitAnswer[] answers)
    {
        List<SubmitRow> keyed = rows.FindAll(row => row.Item.Key is not null);
        if (keyed.Count > 0)
        {
            await source.WriteAsync(connection => SubmitStatements.FindKeysAsync(connection, keyed, answers, CancellationToken.None));
        }
    }

    private static DateTimeOffset? DueAt(Submission item, DateTimeOffset createdAt)
    {
        DateTimeOffset due = item.RunAt ?? createdAt + (item.Delay ?? TimeSpan.Zero);
        return due > createdAt ? due : null;
    }

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
}
