using System.Data;
using Errand.Storage.Control;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Ends waiting tasks, and asks the handlers of running ones to stop them.</summary>
internal sealed class PostgresCancel(PostgresSource source, PostgresChanges changes)
{
    /// <summary>A task can move between two tables while the statement looks at one after the other, but not forever.</summary>
    private const int MaxTries = 10;

    public async Task<IReadOnlyList<CancelVerdict>> RunAsync(IReadOnlyList<TaskId> ids)
    {
        var verdicts = new Dictionary<long, CancelVerdict>(ids.Count);
        long[] left = [.. ids.Select(id => id.Value)];
        for (int tried = 0; tried < MaxTries && left.Length > 0; tried++)
        {
            Tell(await CancelAsync(left), verdicts);
            left = Array.FindAll(left, id => !verdicts.ContainsKey(id));
            if (left.Length > 0)
            {
                await FindAsync(left, verdicts);
                left = Array.FindAll(left, id => !verdicts.ContainsKey(id));
            }
        }

        return left.Length == 0
            ? [.. ids.Select(id => verdicts[id.Value])]
            : throw new StoreUnavailableException($"Task {new TaskId(left[0])} moved all the time; it was not cancelled.");
    }

    private void Tell(List<(long Id, bool WasWaiting)> cancelled, Dictionary<long, CancelVerdict> verdicts)
    {
        foreach ((long id, bool wasWaiting) in cancelled)
        {
            if (wasWaiting)
            {
                verdicts[id] = CancelVerdict.Done;
                changes.Done(new TaskId(id));
            }
            else
            {
                verdicts[id] = CancelVerdict.Signalled;
                changes.Cancelled(new TaskId(id));
            }
        }
    }

    private Task<List<(long Id, bool WasWaiting)>> CancelAsync(long[] ids) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.Cancel, Of(ids));
        return await command.ListAsync(row => (row.GetInt64("id"), row.GetBoolean("was_waiting")));
    });

    /// <summary>Of tasks that were not cancelled, finds a verdict for each that does not have to be tried again.</summary>
    private async Task FindAsync(long[] ids, Dictionary<long, CancelVerdict> verdicts)
    {
        List<(long Id, bool IsKnown, bool IsDone)> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.CancelVerdict, Of(ids));
            return await command.ListAsync(row => (row.GetInt64("id"), row.GetBoolean("is_known"), row.GetBoolean("is_done")));
        });
        foreach ((long id, bool isKnown, bool _) in found.Where(task => !task.IsKnown || task.IsDone))
        {
            verdicts[id] = isKnown ? CancelVerdict.AlreadyDone : CancelVerdict.Unknown;
        }
    }
}
