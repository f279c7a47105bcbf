using Errand.HistoryChecker;
using Errand.TestDatabases;
using Npgsql;

namespace Errand.TestServers;

/// <summary>A look into a PostgreSQL database, past every server.</summary>
public static class PostgresTasks
{
    private const string Misplaced = """
        SELECT t.id FROM errand.task t WHERE (SELECT count(*) FROM errand.ready r WHERE r.id = t.id AND r.queue_id = t.queue_id AND r.priority = t.priority)
            + (SELECT count(*) FROM errand.later WHERE id = t.id) + (SELECT count(*) FROM errand.blocked WHERE id = t.id) + (SELECT count(*) FROM errand.lease WHERE id = t.id)
            + (SELECT count(*) FROM errand.outcome WHERE id = t.id) <> 1
        UNION ALL
        SELECT id FROM (SELECT id FROM errand.ready UNION ALL SELECT id FROM errand.later UNION ALL SELECT id FROM errand.blocked UNION ALL SELECT id FROM errand.lease
            UNION ALL SELECT id FROM errand.outcome) p
        WHERE NOT EXISTS (SELECT FROM errand.task t WHERE t.id = p.id)
        """;

    private const string EveryPlace = """
        SELECT t.id, coalesce(t.args::json ->> 'key', 'task ' || t.id), p.status, p.attempt, t.max_attempts,
          (SELECT count(*) FROM errand.attempt_log g WHERE g.id = t.id AND g.kind = 7)::int,
          ARRAY (SELECT attempt FROM errand.attempt_log g WHERE g.id = t.id ORDER BY attempt), p.state, p.result
        FROM errand.task t JOIN (
          SELECT id, 1 AS status, attempt, NULL::smallint AS state, NULL::text AS result FROM errand.ready UNION ALL
          SELECT id, 1, attempt, NULL, NULL FROM errand.later UNION ALL
          SELECT id, 1, attempt, NULL, NULL FROM errand.blocked UNION ALL
          SELECT id, 2, attempt, NULL, NULL FROM errand.lease UNION ALL
          SELECT id, 3, attempt, state, coalesce(result, (
            SELECT convert_from(string_agg(data, ''::bytea ORDER BY n), 'UTF8') FROM errand.blob_part WHERE blob_part.blob_id = outcome.blob_id))
          FROM errand.outcome) p ON p.id = t.id
        ORDER BY t.id
        """;

    /// <summary>Tasks that are not in exactly one place, and rows in a place without a task.</summary>
    public static Task<IReadOnlyList<long>> MisplacedAsync(PostgresAccess database) => database.ReadAsync<long>(Misplaced);

    /// <summary>What is in it, task by task. One that stands in two places comes twice.</summary>
    public static async Task<IReadOnlyList<StoredTask>> ReadAsync(PostgresAccess database)
    {
        await using NpgsqlConnection connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(EveryPlace, connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        var tasks = new List<StoredTask>();
        while (await row.ReadAsync())
        {
            tasks.Add(Read(row));
        }

        return tasks;
    }

    private static StoredTask Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        (SeenStatus)row.GetInt32(2),
        row.GetInt32(3),
        row.GetInt16(4),
        row.GetInt32(5),
        row.GetFieldValue<int[]>(6),
        row.IsDBNull(7) ? null : (SeenOutcome)(row.GetInt16(7) - 1),
        row.IsDBNull(8) ? null : ResultHash.Of(System.Text.Encoding.UTF8.GetBytes(row.GetString(8))));
}
