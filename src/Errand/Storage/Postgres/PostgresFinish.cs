using Microsoft.Extensions.Logging;
using Npgsql;
using static Errand.Storage.Postgres.PostgresParameter;

namespace Errand.Storage.Postgres;

/// <summary>Writes down how runs ended, each if its claim still holds.</summary>
internal sealed class PostgresFinish(PostgresSource source, PostgresQueues queues, PostgresChanges changes, ILogger logger)
{
    /// <summary>No statement carries more results than this, but for a single one that is larger.</summary>
    private const long MaxBytes = 32 << 20;

    private static readonly RunError Unstorable = new(TaskErrorKind.InvalidResult, "The store cannot hold the result.");

    public async Task<IReadOnlyList<FinishAnswer>> RunAsync(IReadOnlyList<FinishRequest> batch)
    {
        var answers = new FinishAnswer[batch.Count];
        for (var first = 0; first < batch.Count;)
        {
            var count = CountThatFits(batch, first);
            await WriteAsync([.. Enumerable.Range(first, count).Select(index => new Row(index, batch[index]))], answers);
            first += count;
        }

        return answers;
    }

    private static int CountThatFits(IReadOnlyList<FinishRequest> batch, int first)
    {
        var (last, bytes) = (first, (long)batch[first].Result.Length);
        while (last + 1 < batch.Count && (bytes += batch[last + 1].Result.Length) <= MaxBytes)
        {
            last++;
        }

        return last + 1 - first;
    }

    private async Task WriteAsync(List<Row> rows, FinishAnswer[] answers)
    {
        try
        {
            await EndInOrderAsync(rows, answers);
        }
        catch (RowRefusedException e) when (rows.Count > 1)
        {
            logger.RowsRefused(e, rows.Count);
            await WriteAsync(rows[..(rows.Count / 2)], answers);
            await WriteAsync(rows[(rows.Count / 2)..], answers);
        }
        catch (RowRefusedException e) when (rows[0].Finish.Error != Unstorable)
        {
            logger.RowsRefused(e, 1);
            var (index, finish) = rows[0];
            var failed = new FinishRequest { Id = finish.Id, Attempt = finish.Attempt, Disposition = Disposition.Failed, Error = Unstorable };
            await WriteAsync([new Row(index, failed)], answers);
        }
        catch (RowRefusedException e)
        {
            // Not even the failure can be stored: to the handler the run is lost, and the reaper takes the lease.
            logger.RowsRefused(e, 1);
            answers[rows[0].Index] = new FinishAnswer(FinishVerdict.Stale);
        }
    }

    /// <summary>In the order of their ids and each id once, as the statement wants them; what comes a second time is sent after the first.</summary>
    private async Task EndInOrderAsync(List<Row> rows, FinishAnswer[] answers)
    {
        rows.Sort(static (a, b) => a.Finish.Id != b.Finish.Id ? a.Finish.Id.CompareTo(b.Finish.Id) : a.Index.CompareTo(b.Index));
        var (first, again) = (new List<Row>(rows.Count), new List<Row>());
        foreach (var row in rows)
        {
            (first.Count > 0 && first[^1].Finish.Id == row.Finish.Id ? again : first).Add(row);
        }

        await EndAsync(first, answers);
        if (again.Count > 0)
        {
            await EndInOrderAsync(again, answers);
        }
    }

    private async Task EndAsync(List<Row> rows, FinishAnswer[] answers)
    {
        var ended = await source.WriteAsync(async connection =>
        {
            await using var command = Finish(connection, rows);
            return (await command.ListAsync(Ended.Read)).ToDictionary(run => run.Run);
        });
        var missed = new List<Row>();
        foreach (var row in rows)
        {
            if (ended.Remove(row.Run, out var run))
            {
                answers[row.Index] = run.Answer;
                await TellAsync(run);
            }
            else
            {
                missed.Add(row);
            }
        }

        if (missed.Count > 0)
        {
            await FindVerdictsAsync(missed, answers);
        }
    }

    private static NpgsqlCommand Finish(NpgsqlConnection connection, List<Row> rows) => connection.Statement(
        PostgresSql.Finish,
        Runs(rows.Select(row => row.Run)),
        Attempts(rows.Select(row => row.Run)),
        Of(rows.ConvertAll(row => (short)row.Finish.Disposition).ToArray()),
        Texts([.. rows.Select(row => row.Finish.Disposition == Disposition.Succeeded ? ToText(row.Finish.Result) : null)]),
        Texts([.. rows.Select(row => row.Finish.Error is { } error ? RunErrorText.Write(error) : null)]),
        Of(rows.ConvertAll(row => row.Finish.RetryDelay.ToMilliseconds()).ToArray()));

    private async Task TellAsync(Ended run)
    {
        if (run.Answer.Outcome is not null)
        {
            changes.Done(run.Run.Id);
        }
        else if (run.Answer.DueAt is not null)
        {
            changes.Scheduled();
        }
        else
        {
            changes.Ready(run.Queue, await queues.NameOfAsync(run.Queue), run.Place);
        }
    }

    private async Task FindVerdictsAsync(List<Row> rows, FinishAnswer[] answers)
    {
        var already = await source.WriteAsync(async connection =>
        {
            await using var command = connection.Statement(
                PostgresSql.FinishVerdict, Runs(rows.Select(row => row.Run)), Attempts(rows.Select(row => row.Run)));
            var verdicts = await command.ListAsync(row => (Run: RunOf(row), IsAlready: row.GetBoolean(2)));
            return verdicts.Where(verdict => verdict.IsAlready).Select(verdict => verdict.Run).ToHashSet();
        });
        foreach (var row in rows)
        {
            answers[row.Index] = new FinishAnswer(already.Contains(row.Run) ? FinishVerdict.Already : FinishVerdict.Stale);
        }
    }

    private static RunKey RunOf(NpgsqlDataReader row) => new(new TaskId(row.GetInt64(0)), row.GetInt32(1));

    /// <param name="Index">Its place in the batch that was asked for.</param>
    /// <param name="Finish">What is to be written.</param>
    private readonly record struct Row(int Index, FinishRequest Finish)
    {
        public RunKey Run => new(Finish.Id, Finish.Attempt);
    }

    private readonly record struct Ended(RunKey Run, FinishAnswer Answer, int Queue, QueuePlace Place)
    {
        public static Ended Read(NpgsqlDataReader row)
        {
            var (run, kind, isHandBack) = (RunOf(row), row.GetInt32(2), row.GetInt32(3) == (int)Disposition.HandBack);
            OutcomeState? outcome = kind switch
            {
                1 => OutcomeState.Succeeded,
                (int)AttemptKind.Failed => OutcomeState.Failed,
                (int)AttemptKind.Cancelled => OutcomeState.Cancelled,
                _ => null,
            };
            DateTimeOffset? due = outcome is not null || isHandBack ? null : row.GetInstant(6);
            return new Ended(
                run, new FinishAnswer(FinishVerdict.Applied, outcome, due), row.GetInt32(4), new QueuePlace(row.GetInt32(5), run.Id.Value));
        }
    }
}
