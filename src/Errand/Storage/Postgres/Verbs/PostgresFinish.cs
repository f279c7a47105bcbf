using System.Data;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Records how runs ended, each if its claim still holds.</summary>
internal sealed class PostgresFinish(
    PostgresSource source, PostgresQueues queues, PostgresChanges changes, TellingWrite telling, ILogger logger)
{
    /// <summary>No statement carries more results than this, in bytes.</summary>
    private const long MaxBytes = 32 << 20;

    public async Task<IReadOnlyList<FinishAnswer>> RunAsync(IReadOnlyList<FinishRequest> batch)
    {
        var answers = new FinishAnswer[batch.Count];
        var rows = new List<FinishRow>(batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch[i].Blob is { } blob)
            {
                answers[i] = await EndInPartsAsync(batch[i], blob);
            }
            else
            {
                rows.Add(new FinishRow(i, batch[i]));
            }
        }

        for (int first = 0; first < rows.Count;)
        {
            int count = CountThatFits(rows, first);
            await WriteAsync(rows.GetRange(first, count), answers, PostgresSql.Finish);
            first += count;
        }

        return answers;
    }

    /// <summary>One at a time: results so large come seldom.</summary>
    private async Task<FinishAnswer> EndInPartsAsync(FinishRequest finish, BlobId blob)
    {
        (bool isEnded, bool isBlobThere) = (await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.FinishInParts, Of(finish.Id.Value), Of(finish.Attempt), Of(blob.Value), Text(ToText(finish.Summary)));
            return await command.ListAsync(row => (row.GetBoolean("is_ended"), row.GetBoolean("is_blob_there")));
        }))[0];
        if (isEnded)
        {
            changes.Done(finish.Id);
            return new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded);
        }

        if (!isBlobThere)
        {
            return new FinishAnswer(FinishVerdict.PartsGone);
        }

        var answer = new FinishAnswer[1];
        await FindVerdictsAsync([new FinishRow(0, finish)], answer);
        return answer[0];
    }

    private static int CountThatFits(List<FinishRow> rows, int first)
    {
        (int last, long bytes) = (first, rows[first].Finish.Result.Length);
        while (last + 1 < rows.Count && (bytes += rows[last + 1].Finish.Result.Length) <= MaxBytes)
        {
            last++;
        }

        return last + 1 - first;
    }

    private async Task WriteAsync(List<FinishRow> rows, FinishAnswer[] answers, string statement)
    {
        try
        {
            await EndInOrderAsync(rows, answers, statement);
        }
        catch (RowRefusedException) when (statement == PostgresSql.Finish)
        {
            await WriteAsync(rows, answers, PostgresSql.FinishDespite);
        }
        catch (RowRefusedException e) when (rows.Count > 1)
        {
            logger.RowsRefused(e, rows.Count);
            await WriteAsync(rows[..(rows.Count / 2)], answers, statement);
            await WriteAsync(rows[(rows.Count / 2)..], answers, statement);
        }
        catch (RowRefusedException e) when (rows[0].Finish.Error != StoreRules.Unstorable)
        {
            logger.RowsRefused(e, 1);
            (int index, FinishRequest? finish) = rows[0];
            var failed = new FinishRequest
            {
                Id = finish.Id,
                Attempt = finish.Attempt,
                Disposition = Disposition.Failed,
                Error = StoreRules.Unstorable,
            };
            await WriteAsync([new FinishRow(index, failed)], answers, statement);
        }
        catch (RowRefusedException e)
        {
            // Not even the failure can be stored: to the handler the run is lost, and the reaper takes the lease.
            logger.RowsRefused(e, 1);
            answers[rows[0].Index] = new FinishAnswer(FinishVerdict.Stale);
        }
    }

    /// <summary>In the order of their ids and each id once, as the statement wants them; what comes a second time is sent after the
    /// first.</summary>
    private async Task EndInOrderAsync(List<FinishRow> rows, FinishAnswer[] answers, string statement)
    {
        rows.Sort(static (a, b) => a.Finish.Id != b.Finish.Id ? a.Finish.Id.CompareTo(b.Finish.Id) : a.Index.CompareTo(b.Index));
        (List<FinishRow>? first, List<FinishRow>? again) = (new List<FinishRow>(rows.Count), new List<FinishRow>());
        foreach (FinishRow row in rows)
        {
            (first.Count > 0 && first[^1].Finish.Id == row.Finish.Id ? again : first).Add(row);
        }

        await EndAsync(first, answers, statement);
        if (again.Count > 0)
        {
            await EndInOrderAsync(again, answers, statement);
        }
    }

    private async Task EndAsync(List<FinishRow> rows, FinishAnswer[] answers, string statement)
    {
        var columns = new FinishRows(rows);
        PostgresHint? hint = rows is [{ Finish: { Disposition: Disposition.Succeeded or Disposition.Failed } only }]
            ? telling.TakeDone(only.Id)
            : null;
        List<Ended> ended = hint is null
            ? await source.WriteAsync(async connection =>
            {
                await using NpgsqlCommand command = connection.Statement(statement, Parameters(columns));
                return await command.ListAsync(Ended.Read);
            })
            : await telling.RunAsync(
                () => StatementOfBatch(statement, Parameters(columns)),
                () => StatementOfBatch(PostgresSql.TellDone, Of(PostgresHint.Channel), Of(hint.Write()), Of(columns.Ids[0])),
                Ended.Read);
        bool[] isEnded = new bool[rows.Count];
        var done = new List<long>(ended.Count);
        foreach (Ended run in ended)
        {
            (int index, FinishRequest? finish) = rows[run.Place];
            isEnded[run.Place] = true;
            answers[index] = run.Answer;
            if (run.Answer.Outcome is not null)
            {
                done.Add(finish.Id.Value);
            }
            else
            {
                await TellWaitingAsync(run, finish.Id);
            }
        }

        if (hint is null)
        {
            changes.Done(done);
        }

        if (ended.Count < rows.Count)
        {
            await FindVerdictsAsync([.. rows.Where((_, place) => !isEnded[place])], answers);
        }
    }

    private static NpgsqlParameter[] Parameters(FinishRows rows) =>
    [
        Of(rows.Ids), Of(rows.Attempts), Of(rows.Dispositions), Bytes(rows.JoinResults()), Of(rows.ResultStarts), Texts(rows.Errors),
        Of(rows.RetryDelays),
    ];

    private async Task TellWaitingAsync(Ended run, TaskId id)
    {
        if (run.Answer.DueAt is not null)
        {
            changes.Scheduled();
        }
        else
        {
            changes.Ready(run.Queue, await queues.NameOfAsync(run.Queue), new QueuePlace(run.Priority, id.Value));
        }
    }

    private async Task FindVerdictsAsync(List<FinishRow> rows, FinishAnswer[] answers)
    {
        Dictionary<RunKey, OutcomeState?> already = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.FinishVerdict, Runs(rows.Select(row => row.Run)), Attempts(rows.Select(row => row.Run)));
            List<(RunKey Run, bool IsAlready, OutcomeState? Outcome)> verdicts = await command.ListAsync(row => (
                Run: row.GetRun(), IsAlready: row.GetBoolean("is_already"),
                Outcome: row.IsDBNull("state") ? null : (OutcomeState?)row.GetInt32("state")));
            return verdicts.Where(verdict => verdict.IsAlready).ToDictionary(verdict => verdict.Run, verdict => verdict.Outcome);
        });
        foreach (FinishRow row in rows)
        {
            answers[row.Index] = already.TryGetValue(row.Run, out OutcomeState? outcome)
                ? new FinishAnswer(FinishVerdict.Already, outcome)
                : new FinishAnswer(FinishVerdict.Stale);
        }
    }

    /// <param name="Place">Among the rows that were sent.</param>
    /// <param name="Answer">What became of it.</param>
    /// <param name="Queue">Where it waits, when it was handed back.</param>
    /// <param name="Priority">And at which place.</param>
    private readonly record struct Ended(int Place, FinishAnswer Answer, long Queue, int Priority)
    {
        public static Ended Read(NpgsqlDataReader row)
        {
            int place = row.GetInt32("place") - 1;
            return row.GetInt32("kind") switch
            {
                1 => Done(place, OutcomeState.Succeeded),
                (int)AttemptKind.Failed => Done(place, OutcomeState.Failed),
                (int)AttemptKind.Cancelled => Done(place, OutcomeState.Cancelled),
                _ => new Ended(
                    place, new FinishAnswer(FinishVerdict.Applied, DueAt: row.GetInstantOrNull("due")), row.GetInt64("queue_id"),
                    row.GetInt32("priority")),
            };
        }

        private static Ended Done(int place, OutcomeState outcome) => new(place, new FinishAnswer(FinishVerdict.Applied, outcome), 0, 0);
    }
}
