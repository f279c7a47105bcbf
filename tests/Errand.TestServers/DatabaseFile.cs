using System.Globalization;
using Errand.HistoryChecker;
using Microsoft.Data.Sqlite;

namespace Errand.TestServers;

/// <summary>A look into the database file, past every server.</summary>
public sealed class DatabaseFile(string path)
{
    private const string EveryPlace = """
        SELECT t.id, coalesce(json_extract(t.args, '$.key'), 'task ' || t.id), p.status, p.attempt, t.max_attempts,
          (SELECT count(*) FROM attempt_log g WHERE g.id = t.id AND g.kind = 7),
          (SELECT group_concat(attempt) FROM (SELECT attempt FROM attempt_log g WHERE g.id = t.id ORDER BY attempt)),
          p.state, p.result
        FROM task t JOIN (
          SELECT id, 1 AS status, attempt, NULL AS state, NULL AS result FROM ready UNION ALL
          SELECT id, 1, attempt, NULL, NULL FROM later UNION ALL
          SELECT id, 1, attempt, NULL, NULL FROM blocked UNION ALL
          SELECT id, 2, attempt, NULL, NULL FROM lease UNION ALL
          SELECT id, 3, attempt, state, coalesce(result, (
            SELECT CAST(unhex(group_concat(hex(data), '' ORDER BY n)) AS TEXT) FROM blob_part WHERE blob_part.blob_id = outcome.blob_id))
          FROM outcome) p ON p.id = t.id
        ORDER BY t.id
        """;

    private const string MisplacedTasks = """
        SELECT t.id FROM task t WHERE (SELECT count(*) FROM ready WHERE id = t.id) + (SELECT count(*) FROM later WHERE id = t.id)
            + (SELECT count(*) FROM blocked WHERE id = t.id) + (SELECT count(*) FROM lease WHERE id = t.id) + (SELECT count(*) FROM outcome WHERE id = t.id) <> 1
        UNION ALL
        SELECT id FROM (SELECT id FROM ready UNION ALL SELECT id FROM later UNION ALL SELECT id FROM blocked UNION ALL SELECT id FROM lease
            UNION ALL SELECT id FROM outcome) p
        WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.id = p.id)
        """;

    static DatabaseFile() => SQLitePCL.Batteries_V2.Init();

    public void Run(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public string Text(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }

    /// <summary>What is in it, task by task. One that stands in two places comes twice.</summary>
    public IReadOnlyList<StoredTask> Tasks()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = EveryPlace;
        using SqliteDataReader row = command.ExecuteReader();
        var tasks = new List<StoredTask>();
        while (row.Read())
        {
            tasks.Add(Read(row));
        }

        return tasks;
    }

    /// <summary>Tasks that are not in exactly one place, and rows in a place without a task.</summary>
    public IReadOnlyList<long> Misplaced() =>
    [
        .. Text($"SELECT group_concat(id) FROM ({MisplacedTasks})").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => long.Parse(id, CultureInfo.InvariantCulture)),
    ];

    /// <summary>What a crash left, on a copy: the next server must find the original as it was.</summary>
    public string IntegrityOfCopy()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("errand-copy-");
        try
        {
            string copy = Path.Combine(folder.FullName, "copy.db");
            File.Copy(path, copy);
            if (File.Exists(path + "-wal"))
            {
                File.Copy(path + "-wal", copy + "-wal");
            }

            return new DatabaseFile(copy).Text("PRAGMA integrity_check");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static StoredTask Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        (SeenStatus)row.GetInt32(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetInt32(5),
        row.IsDBNull(6) ? [] : [.. row.GetString(6).Split(',').Select(int.Parse)],
        row.IsDBNull(7) ? null : (SeenOutcome)(row.GetInt32(7) - 1),
        row.IsDBNull(8) ? null : ResultHash.Of(System.Text.Encoding.UTF8.GetBytes(row.GetString(8))));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return connection;
    }
}
