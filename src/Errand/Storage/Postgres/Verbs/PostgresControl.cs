using System.Data;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Session;
using Npgsql;
using static Errand.Storage.Postgres.Session.NpgsqlCommands;

namespace Errand.Storage.Postgres.Verbs;

/// <summary>What can be done with a task that is done.</summary>
internal sealed class PostgresControl(PostgresSource source, PostgresChanges changes)
{
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
}
