using System.Data;
using Errand.Storage.Control;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Ends a waiting task, or asks the handler of a running one to stop it.</summary>
internal sealed class PostgresCancel(PostgresSource source, PostgresChanges changes)
{
    /// <summary>A task can move between two tables while the statement looks at one after the other, but not forever.</summary>
    private const int MaxTries = 10;

    public async Task<CancelVerdict> RunAsync(TaskId id)
    {
        for (int tried = 0; tried < MaxTries; tried++)
        {
            if (await CancelAsync(id) is { } wasWaiting)
            {
                return Tell(id, wasWaiting);
            }

            (bool isKnown, bool isDone) = await FindAsync(id);
            if (!isKnown || isDone)
            {
                return isKnown ? CancelVerdict.AlreadyDone : CancelVerdict.Unknown;
            }
        }

        throw new StoreUnavailableException($"Task {id} moved all the time; it was not cancelled.");
    }

    private CancelVerdict Tell(TaskId id, bool wasWaiting)
    {
        if (wasWaiting)
        {
            changes.Done(id);
            return CancelVerdict.Done;
        }

        changes.Cancelled(id);
        return CancelVerdict.Signalled;
    }

    private Task<bool?> CancelAsync(TaskId id) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.Cancel, Of(id.Value));
        List<bool> wasWaiting = await command.ListAsync(row => row.GetBoolean("was_waiting"));
        return wasWaiting.Count == 0 ? (bool?)null : wasWaiting[0];
    });

    private Task<(bool IsKnown, bool IsDone)> FindAsync(TaskId id) => source.WriteAsync(async connection =>
    {
        await using NpgsqlCommand command = connection.Statement(PostgresSql.CancelVerdict, Of(id.Value));
        return (await command.ListAsync(row => (row.GetBoolean("is_known"), row.GetBoolean("is_done"))))[0];
    });
}
