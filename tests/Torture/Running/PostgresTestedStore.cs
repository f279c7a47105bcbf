using HistoryChecker;
using Npgsql;
using TestDatabases;

namespace Torture;

/// <summary>A PostgreSQL server of its own, durable, behind a proxy that can misbehave.</summary>
internal sealed class PostgresTestedStore : TestedStore
{
    private const string Misplaced = """
        SELECT t.id FROM errand.task t WHERE (SELECT count(*) FROM errand.ready r WHERE r.id = t.id AND r.queue_id = t.queue_id AND r.priority = t.priority)
            + (SELECT count(*) FROM errand.later WHERE id = t.id) + (SELECT count(*) FROM errand.lease WHERE id = t.id)
            + (SELECT count(*) FROM errand.outcome WHERE id = t.id) <> 1
        UNION ALL
        SELECT id FROM (SELECT id FROM errand.ready UNION ALL SELECT id FROM errand.later UNION ALL SELECT id FROM errand.lease
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
          SELECT id, 2, attempt, NULL, NULL FROM errand.lease UNION ALL
          SELECT id, 3, attempt, state, result FROM errand.outcome) p ON p.id = t.id
        ORDER BY t.id
        """;

    private readonly PostgresDatabase _database;

    private PostgresTestedStore(PostgresServer server, PostgresDatabase database, TcpProxy proxy)
    {
        Server = server;
        _database = database;
        Proxy = proxy;
    }

    public override StoreKind Kind => StoreKind.Postgres;

    public override string Url => _database.Url.Replace($":{Server.Port}/", $":{Proxy.Port}/", StringComparison.Ordinal);

    public PostgresServer Server { get; }

    public PostgresDatabase Database => _database;

    public TcpProxy Proxy { get; }

    /// <param name="isDisturbed">Whether anything will be done to the server; then it is nobody else's, and durable.</param>
    public static async Task<PostgresTestedStore> CreateAsync(bool isDisturbed)
    {
        PostgresServer server = isDisturbed
            ? await PostgresServer.StartNewAsync(new PostgresServerOptions { Durable = true, DeadlockTimeout = TimeSpan.FromSeconds(1) })
            : await PostgresServer.SharedAsync();
        var store = new PostgresTestedStore(server, await server.CreateDatabaseAsync(), new TcpProxy(server.Port)) { IsOwner = isDisturbed };
        return store;
    }

    private bool IsOwner { get; init; }

    public override async Task<long> CountUnfinishedAsync() =>
        (await _database.ReadAsync<long>("SELECT (SELECT count(*) FROM errand.task) - (SELECT count(*) FROM errand.outcome)"))[0];

    public override async Task<IReadOnlyList<StoredTask>> TasksAsync()
    {
        await using NpgsqlConnection connection = await _database.ConnectAsync();
        await using var command = new NpgsqlCommand(EveryPlace, connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync();
        var tasks = new List<StoredTask>();
        while (await row.ReadAsync())
        {
            tasks.Add(Read(row));
        }

        return tasks;
    }

    public override Task<IReadOnlyList<long>> MisplacedAsync() => _database.ReadAsync<long>(Misplaced);

    public override async Task HealAsync()
    {
        Proxy.Pass();
        Server.Thaw();
        await Server.ReadyAsync();
    }

    public override Task<IReadOnlyList<string>> ComplaintsAsync() => Task.FromResult<IReadOnlyList<string>>(
    [
        .. Server.Log.Split('\n').Where(line => line.Contains("deadlock detected", StringComparison.Ordinal)
            || line.Contains("PANIC", StringComparison.Ordinal)),
    ]);

    public override async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (IsOwner)
        {
            await Server.DisposeAsync();
        }
        else
        {
            await _database.DisposeAsync();
        }
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
