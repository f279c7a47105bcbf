using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public class PostgresConformance : TaskStoreConformance
{
    public const string Misplaced = """
        WITH place AS (
            SELECT id FROM errand.ready UNION ALL SELECT id FROM errand.later UNION ALL SELECT id FROM errand.blocked UNION ALL SELECT id FROM errand.lease
            UNION ALL SELECT id FROM errand.outcome)
        SELECT t.id FROM errand.task t LEFT JOIN (SELECT id, count(*) AS places FROM place GROUP BY id) p ON p.id = t.id
        WHERE coalesce(p.places, 0) <> 1
        UNION ALL
        SELECT id FROM place WHERE NOT EXISTS (SELECT 1 FROM errand.task t WHERE t.id = place.id)
        """;

    private PostgresDatabase _database = null!;
    private PostgresClock _clock = null!;

    private protected override int Sequences => 15;

    public override async ValueTask InitializeAsync()
    {
        _database = await TestPostgres.BorrowDatabaseAsync();
        _clock = await PostgresClock.CreateAsync(_database, Time);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _clock.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_outcome_that_should_not_be_there_is_left_as_it_is_and_holds_up_no_other()
    {
        TaskId[] ids = [await Store.SubmitAsync(NewTask()), await Store.SubmitAsync(NewTask())];
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(), 2);
        await _database.RunAsync(
            "INSERT INTO errand.outcome (id, state, attempt, finished_at, result) VALUES ($1, 1, 1, now(), '7')", ids[0].Value);

        IReadOnlyList<FinishAnswer> answers = await Store.FinishAsync([.. claims.Select(claim => End(claim, Disposition.Succeeded, "8"))]);

        Assert.All(answers, answer => Assert.Equal(FinishVerdict.Applied, answer.Verdict));
        Assert.Equal("7", (await Store.ViewAsync(ids[0])).Result!.Value.Text());
        Assert.Equal("8", (await Store.ViewAsync(ids[1])).Result!.Value.Text());
    }

    private protected override ITaskStore Create(TimeProvider time) => new WatchedStore(
        new PostgresTaskStore(
            new PostgresStoreOptions { ConnectionString = _clock.ConnectionString }, NullLogger<PostgresTaskStore>.Instance),
        _clock.Set);

    private protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{_clock.ConnectionString};Pooling=false");
        await connection.OpenAsync(Stop);
        return connection;
    }

    private protected override Task<IReadOnlyList<long>> FindMisplacedAsync() => _database.ReadAsync<long>(Misplaced);

    private protected override async Task<long> CountRowsAsync() => (await _database.ReadAsync<long>("""
        SELECT (SELECT count(*) FROM errand.task) + (SELECT count(*) FROM errand.ready) + (SELECT count(*) FROM errand.later)
            + (SELECT count(*) FROM errand.blocked) + (SELECT count(*) FROM errand.lease) + (SELECT count(*) FROM errand.outcome) + (SELECT count(*) FROM errand.attempt_log)
            + (SELECT count(*) FROM errand.task_log) + (SELECT count(*) FROM errand.idem) + (SELECT count(*) FROM errand.receipt)
            + (SELECT count(*) FROM errand.kept) + (SELECT count(*) FROM errand.blob) + (SELECT count(*) FROM errand.blob_part)
        """))[0];

    private protected override Task<IReadOnlyList<string>> FindUniqueKeysAsync() => _database.ReadAsync<string>("""
        SELECT t.relname || '.' || a.attname FROM pg_index i
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE t.relnamespace = 'errand'::regnamespace AND i.indisunique
        """);

    private protected override async Task<long> CountForeignKeysAsync() => (await _database.ReadAsync<long>(
        "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'errand'::regnamespace"))[0];

    private protected override async Task RunAsync(string sql)
    {
        await using NpgsqlConnection connection = await _database.ConnectAsync();
        await using NpgsqlCommand command = new($"SET search_path = errand; {sql}", connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private protected override Task PauseAsync(string queue, bool paused) =>
        _database.RunAsync("UPDATE errand.queue SET paused = $1 WHERE name = $2", paused, queue);

    private protected override Task ForgetHandlerAsync(MemberId handler) =>
        _database.RunAsync("DELETE FROM errand.handler WHERE id = $1", handler.Value);
}
