namespace Throughput;

/// <summary>The contents of a PostgreSQL database.</summary>
internal sealed class PostgresContents(PostgresDatabase database) : Contents
{
    // language=sql
    private const string LastId = "SELECT coalesce(max(id), 0) FROM errand.task";

    private const string AddDone = """
        WITH x AS MATERIALIZED (
            SELECT nextval('errand.task_id') AS id, now() + $2 - ($1 - i) * $7 * interval '1 ms' AS expires_at FROM generate_series(1, $1) i),
        t AS (
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
            SELECT id, (SELECT id FROM errand.queue WHERE name = 'default'), 0, $4, $5, 3, id, expires_at - $3, expires_at FROM x)
        INSERT INTO errand.outcome (id, state, attempt, handler_id, started_at, finished_at, result)
        SELECT id, 1, 1, $6, expires_at - $3 + interval '2 ms', expires_at - $3 + interval '4 ms', '12345' FROM x
        """;

    private const string AddScheduled = """
        WITH x AS MATERIALIZED (SELECT nextval('errand.task_id') AS id, (SELECT id FROM errand.queue WHERE name = 'default') AS queue_id, i FROM generate_series(1, $1) i),
        t AS (
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
            SELECT id, queue_id, 0, $3, $4, 3, id, now(), now() + $2 FROM x)
        INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
        SELECT id, now() + interval '1 day' + i * interval '1 ms', queue_id, 0, 0, 3 FROM x
        """;

    private const string Count = "SELECT count(*) FROM errand.task";

    private const string Lag = "SELECT coalesce(greatest(now() - min(expires_at), interval '0'), interval '0') FROM errand.task";

    private const string HasTask = "SELECT EXISTS (SELECT FROM errand.task WHERE id = $1)";

    private const string RunTime = "SELECT max(finished_at) - min(started_at) FROM errand.outcome WHERE id > $1";

    private const string Delete = """
        WITH ready AS (DELETE FROM errand.ready WHERE id > $1),
        later AS (DELETE FROM errand.later WHERE id > $1),
        blocked AS (DELETE FROM errand.blocked WHERE id > $1),
        outcome AS (DELETE FROM errand.outcome WHERE id > $1),
        receipt AS (DELETE FROM errand.receipt WHERE last_id > $1)
        DELETE FROM errand.task WHERE id > $1
        """;

    private const string Vacuum = "VACUUM (ANALYZE) errand.task, errand.ready, errand.later, errand.lease, errand.outcome, errand.receipt";

    private const string Checkpoint = "CHECKPOINT";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(LifetimeDays);

    public override async Task<long> LastIdAsync() => (await database.ReadAsync<long>(LastId))[0];

    public override Task AddDoneAsync(int count, TimeSpan expiresIn, int perSecond = 1000) =>
        database.RunAsync(AddDone, count, expiresIn, Lifetime, TaskLoad.Noop.TaskType, TaskLoad.Noop.Args, Guid.Empty, 1000d / perSecond);

    public override Task AddScheduledAsync(int count) =>
        database.RunAsync(AddScheduled, count, Lifetime, TaskLoad.Noop.TaskType, TaskLoad.Noop.Args);

    public override async Task<bool> HasTaskAsync(long id) => (await database.ReadAsync<bool>(HasTask, id))[0];

    public override async Task<long> CountAsync() => (await database.ReadAsync<long>(Count))[0];

    public override async Task<TimeSpan> LagAsync() => (await database.ReadAsync<TimeSpan>(Lag))[0];

    public override async Task<TimeSpan> RunTimeAsync(long after) => (await database.ReadAsync<TimeSpan>(RunTime, after))[0];

    public override Task DeleteAsync(long after) => database.RunAsync(Delete, after);

    /// <remarks>Each write of a server is one statement, which does not need the process to finish.</remarks>
    public override Task BetweenWritesAsync(Func<Task> stop) => stop();

    public override async Task SettleAsync()
    {
        await database.RunAsync(Vacuum);
        await database.RunAsync(Checkpoint);
    }
}
