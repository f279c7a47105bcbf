using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Storage.Messages;
using Errand.Storage.Postgres;
using Errand.Storage.Postgres.Session;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Errand.Tests.Storage;

/// <summary>No statement reads a whole table, however full it is and whatever the planner believes of it: each finds its rows by
/// key.</summary>
/// <remarks>The plans are those of the store's own sessions: prepared, generic. Row counts are asserted, never times.</remarks>
public sealed partial class PostgresPlanTests(PostgresPlanTests.Tables tables) : IClassFixture<PostgresPlanTests.Tables>
{
    private const int Batch = 1000;

    /// <summary>These hold a row per task, now or once, or many of what was counted. Queues, handlers and leases are few.</summary>
    private static readonly string[] LargeTables = ["task", "ready", "later", "blocked", "outcome", "attempt_log", "task_log", "kept", "idem", "receipt", "blob", "blob_part", "stat", "depth"];

    /// <summary>These hold only rows that are about to be deleted: to read them all is to read few.</summary>
    private static readonly string[] SmallIndexes = ["blob_doomed"];

    /// <summary>Asked now and then, about everything.</summary>
    private static readonly string[] ReadsAllOfReady = [nameof(PostgresSql.CheckHealth)];

    public static TheoryData<string> Statements => [.. typeof(PostgresSql)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Where(sql => sql.IsLiteral).Select(sql => sql.Name).Except(
            [.. ReadsAllOfReady, nameof(PostgresSql.Listen)])];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task A_statement_finds_its_rows_by_key(string name)
    {
        foreach ((string state, NpgsqlDataSource database) in tables.States)
        {
            await using NpgsqlConnection connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            Assert.All(await ExplainAsync(connection, SqlOf(name)), step =>
                Assert.False(step.ReadsTooMuch, $"{step.Type} of {step.Relation} {state}"));
        }
    }

    /// <summary>A row's place is its own only within its partition, and these tables may be cut into some.</summary>
    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_names_rows_by_their_place_in_the_hot_tables_only(string name)
    {
        string sql = SqlOf(name);
        string[] tables = [.. Placed().Matches(sql).Select(match => match.Groups["table"].Value)];
        Assert.Equal(Place().Count(sql), tables.Length);
        Assert.All(tables, static table => Assert.Contains(table, (string[])["ready", "later"]));
    }

    [Fact]
    public async Task Without_the_sessions_settings_there_would_be_other_plans()
    {
        await using var unpinned = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(tables.States[1].Database.ConnectionString) { Options = null });
        await using NpgsqlConnection connection = await unpinned.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Contains(await ExplainAsync(connection, PostgresSql.DeleteExpired), step => step.ReadsTooMuch);
    }

    [Fact]
    public async Task A_batch_is_as_many_look_ups_as_it_has_rows()
    {
        NpgsqlDataSource full = tables.States[^1].Database;
        await using NpgsqlConnection connection = await full.OpenConnectionAsync(TestContext.Current.CancellationToken);
        string handler = "'00000000-0000-0000-0000-000000000001'::uuid";
        await RunAsync(connection, $"""
            INSERT INTO errand.handler (id, role, host, pid, version, slots, started_at, expires_at)
            VALUES ({handler}, 'handler', 'h', 1, '1', 1, now(), now() + interval '1 h')
            """);
        string claims = $"1, -32768, 0, {Batch}, {handler}, {handler}";

        await AssertLookUpsAsync(connection, PostgresSql.Submit, $"77, {SubmitArguments()}, NULL, NULL, NULL");
        await AssertLookUpsAsync(
            connection, PostgresSql.SubmitAndLease,
            $"78, {SubmitArguments()}, {Repeat("true")}, {Repeat("me")}, NULL, {handler}, {handler}, 1, -32768, 0, -100");
        await AssertLookUpsAsync(connection, PostgresSql.Claim, claims);
        await AssertLookUpsAsync(connection, PostgresSql.ClaimAhead, $"{claims}, {Batch}, {ClaimRequest.MaxBytesAhead}");
        await AssertLookUpsAsync(connection, PostgresSql.FinishDespite, await FinishArgumentsAsync(connection));
        // Here every task stands in every table: what runs is to have no outcome.
        await RunAsync(connection, "DELETE FROM errand.outcome WHERE id IN (SELECT id FROM errand.lease)");
        await AssertLookUpsAsync(connection, PostgresSql.Finish, await FinishArgumentsAsync(connection));
        await AssertLookUpsAsync(connection, PostgresSql.Promote, $"{Batch}");
    }

    [Fact]
    public async Task Types_are_counted_by_one_look_at_each_task()
    {
        const int EachPlace = 10_000;
        NpgsqlDataSource full = tables.States[^1].Database;
        await using NpgsqlConnection connection = await full.OpenConnectionAsync(TestContext.Current.CancellationToken);
        List<PlanNode> steps = await ExplainAsync(connection, PostgresSql.CountTypes, "");
        Assert.InRange(steps.Where(step => step.Relation == "task").Sum(step => step.RowsSeen), 2 * EachPlace, 3 * EachPlace);
    }

    /// <summary>Somebody held an old snapshot while much was claimed and done; the statistics know of the few rows that live.</summary>
    [Fact]
    public async Task What_cannot_be_vacuumed_is_not_walked_over()
    {
        const int Dead = 30_000, Live = 10;
        await using PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
        string handler = "'00000000-0000-0000-0000-000000000001'::uuid";
        await using NpgsqlConnection holder = await database.ConnectAsync();
        await RunAsync(holder, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM errand.task");
        await database.RunAsync($"""
            INSERT INTO errand.queue (name) VALUES ('q');
            INSERT INTO errand.handler (id, role, host, pid, version, slots, started_at, expires_at)
            VALUES ({handler}, 'handler', 'h', 1, '1', 1, now(), now() + interval '1 h');
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
            SELECT i, 1, 0, 't', '', 3, i, now(), now() + interval '7 days' FROM generate_series(1, {Dead + (2 * Live)}) i;
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since)
            SELECT 1, 0, i, 0, 3, now() FROM generate_series(1, {Dead + Live}) i;
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT i, 1, 2, 1, 0, {handler}, {handler}, now(), now() + interval '1 h' FROM generate_series(1, {Dead + (2 * Live)}) i;
            DELETE FROM errand.ready WHERE id <= {Dead};
            DELETE FROM errand.lease WHERE id <= {Dead + Live};
            """);
        foreach (string table in (string[])["ready", "lease"])
        {
            await database.RunAsync($"VACUUM (ANALYZE) errand.{table}");
        }

        await using NpgsqlDataSource statements = PostgresSession.Statements(
            new PostgresStoreOptions { ConnectionString = database.ConnectionString }, 1);
        await using NpgsqlConnection connection = await statements.OpenConnectionAsync(TestContext.Current.CancellationToken);
        string claims = $"1, 0, {Dead}, {Live / 2}, {handler}, {handler}";
        long[] runs = [.. Enumerable.Range(Dead + Live + 1, Live).Select(i => (long)i)];
        string ones = Array(runs.Select(_ => 1)), nothing = Array(runs.Select(_ => "NULL"));
        string starts = Array(Enumerable.Range(0, (2 * Live) + 1).Select(i => (i + 1) / 2));
        await AssertTouchesLittleAsync(connection, PostgresSql.Claim, claims);
        await AssertTouchesLittleAsync(connection, PostgresSql.ClaimAhead, $"{claims}, {Live}, {ClaimRequest.MaxBytesAhead}");
        await AssertTouchesLittleAsync(
            connection, PostgresSql.Finish, $"{Array(runs)}, {ones}, {ones}, repeat('1', {Live})::bytea, {starts}, {nothing}, {nothing}");
        // A sweep in an idle system: nothing lives there at all.
        await database.RunAsync("DELETE FROM errand.ready; DELETE FROM errand.lease");
        await database.RunAsync("VACUUM (ANALYZE) errand.ready");
        await database.RunAsync("VACUUM (ANALYZE) errand.lease");
        await AssertTouchesLittleAsync(connection, PostgresSql.DeleteExpired, $"{Live}, '-infinity'");
    }

    /// <summary>The leases' table is never made shorter: after a rush it is long, though nothing runs.</summary>
    [Fact]
    public async Task What_runs_is_counted_without_reading_what_ran()
    {
        const int Dead = 30_000;
        await using PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
        await database.RunAsync($"""
            INSERT INTO errand.lease (id, attempt, tries, queue_id, priority, handler_id, claim_id, claimed_at, deadline_at)
            SELECT i, 1, 2, 1, 0, gen_random_uuid(), gen_random_uuid(), now(), now() FROM generate_series(1, {Dead}) i;
            DELETE FROM errand.lease
            """);
        await database.RunAsync("VACUUM (ANALYZE) errand.lease");
        await using NpgsqlDataSource statements = PostgresSession.Statements(
            new PostgresStoreOptions { ConnectionString = database.ConnectionString }, 1);
        await using NpgsqlConnection connection = await statements.OpenConnectionAsync(TestContext.Current.CancellationToken);

        await AssertTouchesLittleAsync(connection, PostgresSql.ListMembers, "");
        await AssertTouchesLittleAsync(connection, PostgresSql.CheckHealth, "'-infinity'");
        await AssertTouchesLittleAsync(connection, PostgresSql.ListQueues, "''");
        await AssertTouchesLittleAsync(connection, PostgresSql.FindStanding, "1, '1 h'");
        await AssertTouchesLittleAsync(connection, PostgresSql.FindWork, "'1 h', '-infinity', 1000, 20, 200");
        await AssertTouchesLittleAsync(connection, PostgresSql.CountTasks, "");
    }

    /// <summary>A session keeps its plan until the table is analyzed again, which may take minutes.</summary>
    [Fact]
    public async Task A_plan_that_was_made_while_the_tables_were_empty_is_good_when_they_are_full()
    {
        const int Each = 10_000;
        (string Name, string Arguments)[] statements =
        [
            (nameof(PostgresSql.DeleteExpired), $"{Batch}, '-infinity'"), (nameof(PostgresSql.Promote), $"{Batch}"),
            (nameof(PostgresSql.Cancel), "'{7}', 'me', NULL, NULL"), (nameof(PostgresSql.Retry), "'{7}', 'me', NULL, NULL"), (nameof(PostgresSql.Keep), "'{7}', NULL, 'infinity', NULL"),
            (nameof(PostgresSql.Delete), "'{7}', 'me', NULL, NULL"),
            (nameof(PostgresSql.DeleteReceipts), $"{Batch}, '1 h'"),
        ];
        await using PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
        foreach (string table in LargeTables.Append("lease"))
        {
            await database.RunAsync($"ALTER TABLE errand.{table} SET (autovacuum_enabled = off)");
            await database.RunAsync($"VACUUM (ANALYZE) errand.{table}");
        }

        await using NpgsqlDataSource session = PostgresSession.Statements(
            new PostgresStoreOptions { ConnectionString = database.ConnectionString }, 1);
        await using NpgsqlConnection connection = await session.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach ((string name, string arguments) in statements)
        {
            await RunAsync(connection, $"PREPARE {name} AS {SqlOf(name)}");
            await RunAsync(connection, $"EXECUTE {name} ({arguments})");
        }

        await database.RunAsync($"""
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
            SELECT i, 1, 0, 't', '', 3, i, now() - interval '1 day', now() + CASE WHEN i > {2 * Each} THEN -i ELSE i END * interval '1 s'
            FROM generate_series(1, {3 * Each}) i;
            INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since) SELECT 1, 0, i, 0, 3, now() FROM generate_series(1, {Each}) i;
            INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
            SELECT i, now(), 1, 0, 0, 3 FROM generate_series({Each} + 1, {2 * Each}) i;
            INSERT INTO errand.outcome (id, state, attempt, finished_at, result) SELECT i, 1, 1, now(), '1' FROM generate_series({2 * Each} + 1, {3 * Each}) i;
            INSERT INTO errand.attempt_log (id, attempt, ended_at, kind) SELECT id, 1, now(), 3 FROM errand.outcome;
            INSERT INTO errand.task_log (id, attempt, line, at, level, message) SELECT id, 1, 1, now(), 2, '' FROM errand.outcome;
            INSERT INTO errand.idem (scope, key, request_hash, task_id, expires_at) SELECT '', id, '', id, now() FROM errand.outcome;
            INSERT INTO errand.receipt (nonce, at, first_id, last_id) SELECT i, now() - interval '2 h', i, i FROM generate_series(1, {Each}) i;
            """);
        foreach ((string name, string arguments) in statements)
        {
            await using NpgsqlCommand explain = new(
                $"EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON) EXECUTE {name} ({arguments})", connection);
            string plan = (string)(await explain.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            Assert.All(PlanNode.All(JsonElement.Parse(plan)[0].GetProperty("Plan")), step =>
                Assert.True(step.RowsSeen <= 3 * Batch, $"{step.Type} of {step.Relation} saw {step.RowsSeen} rows in {name}"));
        }
    }

    /// <summary>Somebody held an old snapshot while a sweep deleted much: the next batch, and the look at how late the sweep is, begin
    /// behind that.</summary>
    [Fact]
    public async Task What_a_sweep_deleted_and_cannot_be_vacuumed_is_not_walked_over()
    {
        const int Dead = 30_000, Live = 10;
        await using PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
        await using NpgsqlConnection holder = await database.ConnectAsync();
        await RunAsync(holder, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM errand.task");
        await database.RunAsync($"""
            INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
            SELECT i, 1, 0, 't', '', 3, i, now() - interval '1 day', now() - interval '1 h' + i * interval '1 ms' FROM generate_series(1, {Dead + Live}) i;
            INSERT INTO errand.outcome (id, state, attempt, finished_at, result) SELECT id, 1, 1, now(), '1' FROM errand.task;
            DELETE FROM errand.task WHERE id <= {Dead};
            DELETE FROM errand.outcome WHERE id <= {Dead};
            """);
        await database.RunAsync("VACUUM (ANALYZE) errand.task");
        await using NpgsqlDataSource statements = PostgresSession.Statements(
            new PostgresStoreOptions { ConnectionString = database.ConnectionString }, 1);
        await using NpgsqlConnection connection = await statements.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand oldest = new("SELECT quote_literal(min(expires_at)) FROM errand.task", connection);
        string reached = (string)(await oldest.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await AssertTouchesLittleAsync(connection, PostgresSql.CheckHealth, reached);
        await AssertTouchesLittleAsync(connection, PostgresSql.DeleteExpired, $"{Live}, {reached}");
    }

    private static async Task AssertTouchesLittleAsync(NpgsqlConnection connection, string sql, string arguments)
    {
        // What lies dead fills several hundred pages, with their indexes.
        const int Few = 200;
        List<PlanNode> steps = await ExplainAsync(connection, sql, arguments);
        Assert.True(steps[0].Pages < Few, $"It touched {steps[0].Pages} pages: {sql}");
    }

    private static string SubmitArguments()
    {
        string keys = Array(Enumerable.Range(0, Batch).Select(i => $"k{i}"));
        return string.Join(", ",
            Repeat("1"), Repeat("0"), Repeat("add"), Repeat("{}"), Repeat("3"), Repeat("NULL"), Repeat("60000"), Repeat("NULL"),
            Repeat("NULL"),
            Repeat("NULL"), Array(Enumerable.Range(0, Batch)), Repeat("me"), keys, Repeat("a"));
    }

    private static async Task<string> FinishArgumentsAsync(NpgsqlConnection connection)
    {
        (List<long>? ids, List<int>? attempts) = (new List<long>(), new List<int>());
        await using NpgsqlCommand command = new($"SELECT id, attempt FROM errand.lease ORDER BY id LIMIT {Batch}", connection);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await row.ReadAsync(TestContext.Current.CancellationToken))
        {
            ids.Add(row.GetInt64(0));
            attempts.Add(row.GetInt32(1));
        }

        Assert.Equal(Batch, ids.Count);
        // Every fifth has a result and a summary, of one byte each.
        string starts = Array(Enumerable.Range(0, (2 * Batch) + 1).Select(i => (((i / 2) + 4) / 5) + ((((i + 1) / 2) + 4) / 5)));
        return string.Join(", ",
            Array(ids), Array(attempts), Array(ids.Select((_, i) => 1 + (i % 5))), $"repeat('1', {2 * Batch / 5})::bytea", starts,
            Repeat("{}"), Repeat("1000"));
    }

    private static async Task AssertLookUpsAsync(NpgsqlConnection connection, string sql, string arguments)
    {
        List<PlanNode> steps = await ExplainAsync(connection, sql, arguments);
        Assert.Contains(steps, step => step.RowsSeen >= Batch);
        Assert.All(steps, step => Assert.True(
            step.RowsSeen <= 3 * Batch, $"{step.Type} of {step.Relation} saw {step.RowsSeen} rows for {Batch}: {sql}"));
    }

    /// <summary>The generic plan, and what it did when it is given arguments.</summary>
    private static async Task<List<PlanNode>> ExplainAsync(NpgsqlConnection connection, string sql, string? arguments = null)
    {
        int parameters = Parameter().Matches(sql).Select(match => int.Parse(match.Groups[1].ValueSpan, null)).Append(0).Max();
        string nothing = string.Join(", ", Enumerable.Repeat("NULL", parameters));
        string call = parameters == 0 ? "" : $"({arguments ?? nothing})";
        await RunAsync(connection, $"PREPARE explained AS {sql}");
        await using NpgsqlCommand explain = new(
            $"EXPLAIN ({(arguments is null ? "" : "ANALYZE, BUFFERS, ")}VERBOSE, FORMAT JSON) EXECUTE explained{call}", connection);
        string plan = (string)(await explain.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        await RunAsync(connection, "DEALLOCATE explained");
        return [.. PlanNode.All(JsonElement.Parse(plan)[0].GetProperty("Plan"))];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static string SqlOf(string name) => (string)typeof(PostgresSql).GetField(name)!.GetRawConstantValue()!;

    private static string Repeat(string value) => Array(Enumerable.Repeat(value == "{}" ? "\"{}\"" : value, Batch));

    private static string Array<T>(IEnumerable<T> values) => $"'{{{string.Join(',', values)}}}'";

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<!\w)ctid(?!\w)")]
    private static partial Regex Place();

    /// <summary>Where a place is read, and where it is used.</summary>
    [GeneratedRegex(@"(?<!\w)ctid AS place_in_table\b[^;]*?FROM errand\.(?<table>\w+)|DELETE FROM errand\.(?<table>\w+) WHERE ctid = ANY")]
    private static partial Regex Placed();

    /// <summary>One step of a plan.</summary>
    private sealed record PlanNode(string Type, string? Relation, bool HasKey, double RowsSeen, double Pages)
    {
        public bool ReadsTooMuch => Type is "Hash Join" or "Merge Join"
            || (LargeTables.Contains(Relation) && Type.Contains("Scan", StringComparison.Ordinal) && !HasKey);

        public static IEnumerable<PlanNode> All(JsonElement node) => All(node, isLimited: false);

        private static IEnumerable<PlanNode> All(JsonElement node, bool isLimited)
        {
            yield return new PlanNode(
                Text(node, "Node Type")!, Text(node, "Relation Name"), HasKeyOf(node) || (isLimited && ReadsFromTheStart(node)),
                (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Join Filter")) * Number(node, "Actual Loops"),
                Number(node, "Shared Hit Blocks") + Number(node, "Shared Read Blocks"));
            if (node.TryGetProperty("Plans", out JsonElement inner))
            {
                bool limitsInner = Text(node, "Node Type") == "Limit";
                foreach (PlanNode step in inner.EnumerateArray().SelectMany(child => All(child, limitsInner)))
                {
                    yield return step;
                }
            }
        }

        private static bool HasKeyOf(JsonElement node) =>
            (Text(node, "Index Cond") ?? Text(node, "TID Cond")) is not null || SmallIndexes.Contains(Text(node, "Index Name"));

        /// <summary>The first rows of an index, which a limit above ends: min(x). PostgreSQL 15 shows the key "x IS NOT NULL" there; 17 and
        /// newer leave it out when the column cannot be null.</summary>
        private static bool ReadsFromTheStart(JsonElement node) =>
            Text(node, "Node Type") is "Index Scan" or "Index Only Scan" && Text(node, "Filter") is null;

        private static string? Text(JsonElement node, string name) =>
            node.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

        private static double Number(JsonElement node, string name) =>
            node.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : 0;
    }

    /// <summary>Databases with the same tables: empty, with some rows, with very many; and what the planner was told about them is out of
    /// date.</summary>
    public sealed class Tables : IAsyncLifetime
    {
        private static readonly (string State, int Rows, bool AnalyzedWhenEmpty)[] Wanted =
        [
            ("empty, never analyzed", 0, false),
            ("empty when analyzed, now with 3,000 rows", 3000, true),
            ("never analyzed, with 3,000 rows", 3000, false),
            ("empty when analyzed, now with 1,000,000 rows", 1_000_000, true),
        ];

        private readonly List<PostgresDatabase> _databases = [];

        internal List<(string State, NpgsqlDataSource Database)> States { get; } = [];

        public async ValueTask InitializeAsync()
        {
            foreach ((string state, int rows, bool analyzed) in Wanted)
            {
                PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
                _databases.Add(database);
                var options = new PostgresStoreOptions { ConnectionString = database.ConnectionString };
                await using (var store = new PostgresTaskStore(options, NullLogger<PostgresTaskStore>.Instance))
                {
                    await store.OpenAsync(TestContext.Current.CancellationToken);
                }

                await FillAsync(database, rows, analyzed);
                States.Add((state, PostgresSession.Statements(options, 1)));
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach ((_, NpgsqlDataSource database) in States)
            {
                await database.DisposeAsync();
            }

            foreach (PostgresDatabase database in _databases)
            {
                await database.DisposeAsync();
            }
        }

        private static async Task FillAsync(PostgresDatabase database, int rows, bool analyzed)
        {
            foreach (string table in LargeTables.Append("lease"))
            {
                // Not in the log of writes, which is most of the work; and no autovacuum that brings the statistics up to date.
                await database.RunAsync(
                    $"ALTER TABLE errand.{table} SET UNLOGGED; ALTER TABLE errand.{table} SET (autovacuum_enabled = off)");
            }

            if (analyzed)
            {
                await database.RunAsync("ANALYZE");
            }

            await database.RunAsync($"""
                INSERT INTO errand.queue (name) VALUES ('q');
                SELECT setval('errand.task_id', {rows} + 10);
                INSERT INTO errand.task (id, queue_id, priority, type, args, max_attempts, nonce, created_at, expires_at)
                SELECT i, 1, 0, 't', '', 3, i, now(), now() + interval '7 days' FROM generate_series(1, {rows}) i;
                INSERT INTO errand.ready (queue_id, priority, id, attempt, tries, since) SELECT 1, 0, i, 0, 3, now() FROM generate_series(1, {rows}) i;
                INSERT INTO errand.later (id, run_at, queue_id, priority, attempt, tries)
                SELECT i, now() + (i - 2000) * interval '1 ms', 1, 0, 0, 3 FROM generate_series(1, {rows}) i;
                INSERT INTO errand.blocked (id, queue_id, need, attempt, priority, tries) SELECT i, 1, 1, 0, 0, 3 FROM generate_series(1, {rows}) i;
                INSERT INTO errand.outcome (id, state, attempt, finished_at, result) SELECT i, 1, 1, now(), '1' FROM generate_series(1, {rows}) i;
                INSERT INTO errand.attempt_log (id, attempt, ended_at, kind) SELECT i, 1, now(), 3 FROM generate_series(1, {rows}) i;
                INSERT INTO errand.task_log (id, attempt, line, at, level, message) SELECT i, 1, 1, now(), 2, '' FROM generate_series(1, {rows}) i;
                INSERT INTO errand.kept (id, at, expires_at) SELECT i, now(), now() FROM generate_series(1, {rows}) i;
                INSERT INTO errand.blob (id, media_type, bytes, sha256, created_at, held)
                SELECT i, '', 1, decode(repeat('00', 32), 'hex'), now(), true FROM generate_series(1, {rows}) i;
                INSERT INTO errand.blob_part (blob_id, n, data) SELECT i, 0, '1' FROM generate_series(1, {rows}) i;
                INSERT INTO errand.idem (scope, key, request_hash, task_id, expires_at)
                SELECT '', i, '', i, now() + interval '7 days' FROM generate_series(1, {rows}) i;
                INSERT INTO errand.receipt (nonce, at, first_id, last_id) SELECT i, now(), i, i FROM generate_series(1, {rows}) i;
                INSERT INTO errand.stat (step, at, member, type, queue, outcome, submitted, finished)
                SELECT 60 * (i % 2), now() - i * interval '1 s', gen_random_uuid(), 't', 'q', 0, 1, 0 FROM generate_series(1, {rows}) i;
                INSERT INTO errand.depth (step, at, queue, ready)
                SELECT 60 * (i % 2), now() - i * interval '1 s', 'q', 1 FROM generate_series(1, {rows}) i;
                """);
        }
    }
}
