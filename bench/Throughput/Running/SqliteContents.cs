using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Throughput;

/// <summary>The contents of a SQLite file. Each operation has a connection of its own.</summary>
internal sealed class SqliteContents(string path) : Contents
{
    /// <summary>A larger commit would block the servers' heartbeats for too long.</summary>
    private const int RowsPerCommit = 100_000;

    // language=sql
    private const string LastId = "SELECT coalesce(max(id), 0) FROM task";

    private const string AddDoneTasks = """
        WITH RECURSIVE n (i) AS (VALUES ($from) UNION ALL SELECT i + 1 FROM n WHERE i < $to)
        INSERT INTO task (queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
        SELECT (SELECT id FROM queue WHERE name = 'default'), 0, $type, $args, 3, random(), $last - CAST(($count - i) * $spacing AS INTEGER) - $lifetime,
            $last - CAST(($count - i) * $spacing AS INTEGER) FROM n
        """;

    private const string AddOutcomes = """
        INSERT INTO outcome (id, state, attempt, handler_id, started_at, finished_at, result)
        SELECT id, 1, 1, zeroblob(16), created_at + 2, created_at + 4, '12345' FROM task WHERE id > $after
        """;

    private const string AddScheduledTasks = """
        WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < $count)
        INSERT INTO task (queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
        SELECT (SELECT id FROM queue WHERE name = 'default'), 0, $type, $args, 3, random(), $now, $now + $lifetime FROM n
        """;

    private const string PutLater = """
        INSERT INTO later (id, run_at, queue_id, priority, attempt, tries)
        SELECT id, created_at + 86400000 + id, queue_id, priority, 0, max_attempts FROM task WHERE id > $after
        """;

    private const string Count = "SELECT count(*) FROM task";

    private const string OldestExpiry = "SELECT coalesce(min(expires_at), $now) FROM task";

    private const string HasTask = "SELECT count(*) FROM task WHERE id = $id";

    private const string RunTime = "SELECT max(finished_at) - min(started_at) FROM outcome WHERE id > $after";

    private const string Delete = """
        DELETE FROM ready WHERE id > $after;
        DELETE FROM later WHERE id > $after;
        DELETE FROM blocked WHERE id > $after;
        DELETE FROM outcome WHERE id > $after;
        DELETE FROM task WHERE id > $after;
        DELETE FROM receipt WHERE last_id > $after;
        """;

    private const string EmptyLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    private static readonly long Lifetime = (long)TimeSpan.FromDays(LifetimeDays).TotalMilliseconds;

    public override async Task<long> LastIdAsync()
    {
        await using SqliteConnection connection = Open();
        return Number(connection, LastId);
    }

    public override async Task AddDoneAsync(int count, TimeSpan expiresIn, int perSecond = 1000)
    {
        await using SqliteConnection connection = Open();
        long last = Now() + (long)expiresIn.TotalMilliseconds;
        for (int done = 0; done < count; done += RowsPerCommit)
        {
            await using SqliteTransaction transaction = connection.BeginTransaction();
            long before = Number(connection, LastId);
            Run(
                connection,
                AddDoneTasks,
                ("$from", done + 1), ("$to", Math.Min(done + RowsPerCommit, count)), ("$count", count), ("$last", last),
                ("$lifetime", Lifetime), ("$spacing", 1000d / perSecond),
                ("$type", TaskLoad.Noop.TaskType), ("$args", TaskLoad.Noop.Args));
            Run(connection, AddOutcomes, ("$after", before));
            await transaction.CommitAsync();
        }
    }

    public override async Task AddScheduledAsync(int count)
    {
        await using SqliteConnection connection = Open();
        await using SqliteTransaction transaction = connection.BeginTransaction();
        long before = Number(connection, LastId);
        Run(
            connection,
            AddScheduledTasks,
            ("$count", count), ("$now", Now()), ("$lifetime", Lifetime), ("$type", TaskLoad.Noop.TaskType), ("$args", TaskLoad.Noop.Args));
        Run(connection, PutLater, ("$after", before));
        await transaction.CommitAsync();
    }

    public override async Task<bool> HasTaskAsync(long id)
    {
        await using SqliteConnection connection = Open();
        return Number(connection, HasTask, ("$id", id)) > 0;
    }

    public override async Task<long> CountAsync()
    {
        await using SqliteConnection connection = Open();
        return Number(connection, Count);
    }

    public override async Task<TimeSpan> LagAsync()
    {
        await using SqliteConnection connection = Open();
        long now = Now();
        return TimeSpan.FromMilliseconds(Math.Max(0, now - Number(connection, OldestExpiry, ("$now", now))));
    }

    public override async Task<TimeSpan> RunTimeAsync(long after)
    {
        await using SqliteConnection connection = Open();
        return TimeSpan.FromMilliseconds(Number(connection, RunTime, ("$after", after)));
    }

    public override async Task DeleteAsync(long after)
    {
        await using SqliteConnection connection = Open();
        await using SqliteTransaction transaction = connection.BeginTransaction();
        Run(connection, Delete, ("$after", after));
        await transaction.CommitAsync();
    }

    public override async Task BetweenWritesAsync(Func<Task> stop)
    {
        await using SqliteConnection connection = Open();
        // Only one transaction can write at a time: this one, until it is rolled back.
        await using SqliteTransaction transaction = connection.BeginTransaction();
        await stop();
    }

    public override async Task SettleAsync()
    {
        await using SqliteConnection connection = Open();
        Run(connection, EmptyLog);
    }

    /// <summary>The servers use the machine's clock too.</summary>
    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Number(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
