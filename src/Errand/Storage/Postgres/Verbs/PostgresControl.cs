using System.Data;
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
    public async Task<RetryAnswer> RetryAsync(TaskId id)
    {
        List<(TaskChange Change, long Queue, int Priority)> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Retry, Of(id.Value));
            return await command.ListAsync(row => (
                row.GetBoolean("is_retried") ? TaskChange.Changed
                : row.GetBoolean("has_succeeded") ? TaskChange.Succeeded
                : TaskChange.NotFinished,
                row.GetInt64("queue_id"), row.GetInt32("priority")));
        });
        switch (found)
        {
            case []:
                return new RetryAnswer(TaskChange.UnknownTask);
            case [(TaskChange.Changed, long queue, int priority)]:
                string name = await queues.NameOfAsync(queue);
                changes.Ready(queue, name, new QueuePlace(priority, id.Value));
                return new RetryAnswer(TaskChange.Changed, name);
            default:
                return new RetryAnswer(found[0].Change);
        }
    }

    public async Task<KeepVerdict> KeepAsync(KeepRequest request)
    {
        List<bool> isKept = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(
                PostgresSql.Keep,
                Of(request.Id.Value),
                new NpgsqlParameter<DateTimeOffset?>
                {
                    TypedValue = request.Until?.ToUniversalTime(),
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                },
                Of(request.ExpiresAt.ToUniversalTime()),
                new NpgsqlParameter<byte[]?> { TypedValue = ToText(request.Note), NpgsqlDbType = NpgsqlDbType.Text });
            return await command.ListAsync(row => row.GetBoolean("is_kept"));
        });
        return isKept switch
        {
            [] => KeepVerdict.Unknown,
            [true] => KeepVerdict.Kept,
            _ => KeepVerdict.TooEarly,
        };
    }

    public async Task<bool> ReleaseAsync(TaskId id)
    {
        List<long> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Release, Of(id.Value), Of(StoreRules.AfterKeep));
            return await command.ListAsync(row => row.GetInt64("id"));
        });
        return found.Count > 0;
    }

    public async Task<TaskChange> DeleteAsync(TaskId id)
    {
        List<bool> isDeleted = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.Delete, Of(id.Value));
            return await command.ListAsync(row => row.GetBoolean("is_deleted"));
        });
        if (isDeleted is [true])
        {
            changes.Done(id);
        }

        return isDeleted switch
        {
            [] => TaskChange.UnknownTask,
            [true] => TaskChange.Changed,
            _ => TaskChange.NotFinished,
        };
    }

    public async Task<bool> SetPausedAsync(string name, bool isPaused)
    {
        List<int> found = await source.WriteAsync(async connection =>
        {
            await using NpgsqlCommand command = connection.Statement(PostgresSql.SetPaused, Of(name), Of(isPaused));
            return await command.ListAsync(row => row.GetInt32("id"));
        });
        if (found is [int id] && !isPaused)
        {
            // Whatever waited there can be claimed now, from the first on.
            changes.Ready(id, name, QueuePlace.Start);
        }

        return found.Count > 0;
    }
}
