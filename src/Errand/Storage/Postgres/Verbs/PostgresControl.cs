using System.Data;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Shared;
using Npgsql;
using NpgsqlTypes;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>Runs tasks again, keeps them and deletes them; pauses queues.</summary>
internal sealed class PostgresControl(PostgresSource source, PostgresQueues queues, PostgresChanges changes)
{
    public async Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    {
        List<(long Id, TaskChange Change, long Queue, int Priority)> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.Retry, [Ids(ids), .. PostgresKeys.Parameters(audit)]);
            return await command.ListAsync(row => (
                row.GetInt64("id"),
                row.GetBoolean("is_retried") ? TaskChange.Changed
                : row.GetBoolean("has_succeeded") ? TaskChange.Succeeded
                : TaskChange.NotFinished,
                row.GetInt64("queue_id"), row.GetInt32("priority")));
        });
        var answers = new Dictionary<long, RetryAnswer>(found.Count);
        foreach ((long id, TaskChange change, long queue, int priority) in found)
        {
            string? name = null;
            if (change == TaskChange.Changed)
            {
                name = await queues.NameOfAsync(queue);
                changes.Ready(queue, name, new QueuePlace(priority, id));
            }

            answers[id] = new RetryAnswer(change, name);
        }

        return [.. ids.Select(id => answers.GetValueOrDefault(id.Value, new RetryAnswer(TaskChange.UnknownTask)))];
    }

    public async Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request)
    {
        Dictionary<long, bool> isKept = await ChangeAsync("is_kept", connection => connection.Statement(
            PostgresSql.Keep,
            Ids(ids),
            new NpgsqlParameter<DateTimeOffset?> { TypedValue = request.Until?.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            Of(request.ExpiresAt.ToUniversalTime()),
            new NpgsqlParameter<byte[]?> { TypedValue = ToText(request.Note), NpgsqlDbType = NpgsqlDbType.Text }));
        if (isKept.ContainsValue(true))
        {
            changes.News();
        }

        return
        [
            .. ids.Select(id => !isKept.TryGetValue(id.Value, out bool kept) ? KeepVerdict.Unknown
                : kept ? KeepVerdict.Kept
                : KeepVerdict.TooEarly),
        ];
    }

    public async Task<bool> ReleaseAsync(TaskId id)
    {
        List<long> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Release, Of(id.Value), Of(StoreRules.AfterKeep));
            return await command.ListAsync(row => row.GetInt64("id"));
        });
        if (found.Count > 0)
        {
            changes.News();
        }

        return found.Count > 0;
    }

    public async Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit)
    {
        Dictionary<long, bool> isDeleted = await ChangeAsync(
            "is_deleted",
            connection => connection.Statement(PostgresSql.Delete, [Ids(ids), .. PostgresKeys.Parameters(audit)]));
        changes.Done([.. isDeleted.Where(task => task.Value).Select(task => task.Key)]);
        return
        [
            .. ids.Select(id => !isDeleted.TryGetValue(id.Value, out bool deleted) ? TaskChange.UnknownTask
                : deleted ? TaskChange.Changed
                : TaskChange.NotFinished),
        ];
    }

    public async Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit)
    {
        List<int> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.SetPaused, Of(name), Of(isPaused), Text(audit?.Actor), Text(audit?.Address));
            return await command.ListAsync(row => row.GetInt32("id"));
        });
        if (found is [int id] && !isPaused)
        {
            // Whatever waited there can be claimed now, from the first on.
            changes.Ready(id, name, QueuePlace.Start);
        }
        else if (found.Count > 0)
        {
            changes.News();
        }

        return found.Count > 0;
    }

    /// <summary>Runs a statement that says of each known task whether it was changed.</summary>
    private Task<Dictionary<long, bool>> ChangeAsync(string column, Func<NpgsqlConnection, NpgsqlCommand> statement) =>
        source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = statement(connection);
            List<(long Id, bool IsChanged)> found = await command.ListAsync(row => (row.GetInt64("id"), row.GetBoolean(column)));
            return found.ToDictionary(task => task.Id, task => task.IsChanged);
        });

    /// <summary>In order, because rows are locked in it.</summary>
    private static NpgsqlParameter Ids(IReadOnlyList<TaskId> ids) => Of(ids.Select(id => id.Value).Order().ToArray());
}
