using System.Data;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Ends waiting tasks, and asks the handlers of running ones to stop them.</summary>
internal sealed class PostgresCancel(PostgresSource source, PostgresQueues queues, PostgresChanges changes)
{
    /// <summary>A task can move between two tables while the statement looks at one after the other, but not forever.</summary>
    private const int MaxTries = 10;

    public async Task<IReadOnlyList<CancelAnswer>> RunAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    {
        var answers = new Dictionary<long, CancelAnswer>(ids.Count);
        long[] left = [.. ids.Select(id => id.Value)];
        for (int tried = 0; tried < MaxTries && left.Length > 0; tried++)
        {
            await TellAsync(await CancelAsync(left, audit), answers);
            left = Array.FindAll(left, id => !answers.ContainsKey(id));
            if (left.Length > 0)
            {
                await FindAsync(left, answers);
                left = Array.FindAll(left, id => !answers.ContainsKey(id));
            }
        }

        return left.Length == 0
            ? [.. ids.Select(id => answers[id.Value])]
            : throw new StoreUnavailableException($"Task {new TaskId(left[0])} moved all the time; it was not cancelled.");
    }

    private async Task TellAsync(List<Cancelled> cancelled, Dictionary<long, CancelAnswer> answers)
    {
        foreach ((long id, string? type, long queue) in cancelled)
        {
            if (type is not null)
            {
                changes.Done(new TaskId(id));
                answers[id] = new CancelAnswer(CancelVerdict.Done, type, await queues.NameOfAsync(queue));
            }
            else
            {
                answers[id] = new CancelAnswer(CancelVerdict.Signalled);
                changes.Cancelled(new TaskId(id));
            }
        }
    }

    private Task<List<Cancelled>> CancelAsync(long[] ids, ChangeAudit? audit) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(
            PostgresSql.Cancel, [Of(ids), .. PostgresKeys.Parameters(audit)]);
        return await command.ListAsync(row => row.GetBoolean("was_waiting")
            ? new Cancelled(row.GetInt64("id"), row.GetString("type"), row.GetInt64("queue_id"))
            : new Cancelled(row.GetInt64("id"), null, 0));
    });

    /// <summary>Of tasks that were not cancelled, finds a verdict for each that does not have to be tried again.</summary>
    private async Task FindAsync(long[] ids, Dictionary<long, CancelAnswer> answers)
    {
        List<(long Id, bool IsKnown, bool IsDone)> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.CancelVerdict, Of(ids));
            return await command.ListAsync(row => (row.GetInt64("id"), row.GetBoolean("is_known"), row.GetBoolean("is_done")));
        });
        foreach ((long id, bool isKnown, bool _) in found.Where(task => !task.IsKnown || task.IsDone))
        {
            answers[id] = new CancelAnswer(isKnown ? CancelVerdict.AlreadyDone : CancelVerdict.Unknown);
        }
    }

    /// <param name="Id">The task.</param>
    /// <param name="Type">Its type, if it was waiting; null if it is running.</param>
    /// <param name="Queue">Where it waited.</param>
    private readonly record struct Cancelled(long Id, string? Type, long Queue);
}
