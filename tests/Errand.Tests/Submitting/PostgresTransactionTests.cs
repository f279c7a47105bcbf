using System.Data.Common;
using Errand.Tests.Documentation;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Npgsql;

namespace Errand.Tests.Submitting;

public sealed class PostgresTransactionTests() : TransactionTests(StoreKind.Postgres)
{
    [Fact]
    public async Task The_instants_of_a_task_are_not_those_at_which_an_old_transaction_began()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store, roles: ErrandRoles.Janitor);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await RunAsync(connection, transaction, "SELECT now()");
        TaskId before = await host.SubmitAsync("none");

        TaskId id = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);

        Assert.True((await host.ViewAsync(id)).CreatedAt >= (await host.ViewAsync(before)).CreatedAt);
    }

    [Fact]
    public async Task Of_two_transactions_with_one_key_the_second_waits_for_the_first()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        var key = new SubmitOptions { IdempotencyKey = "once" };
        await using DbConnection one = await store.ConnectAsync();
        await using DbConnection two = await store.ConnectAsync();
        await using DbTransaction first = await one.BeginTransactionAsync(Waiting.Stop);
        await using DbTransaction second = await two.BeginTransactionAsync(Waiting.Stop);
        TaskId id = await host.Tasks.SubmitAsync("none", null, key, first, Waiting.Stop).Soon();
        using var leave = new CancellationTokenSource();

        Task<TaskId> left = host.Tasks.SubmitAsync("none", null, key, second, leave.Token);
        await WaitsForAsync(store, (NpgsqlConnection)two);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Soon());
        // What was stopped has not spoiled its transaction.
        Task<TaskId> again = host.Tasks.SubmitAsync("none", null, key, second, Waiting.Stop);
        await WaitsForAsync(store, (NpgsqlConnection)two);
        await first.CommitAsync(Waiting.Stop);

        Assert.Equal(id, await again.Soon());
        await second.CommitAsync(Waiting.Stop);
        await host.DoneAsync(id).Soon();
        Assert.Single((await host.Tasks.ListAsync(null, Waiting.Stop)).Items);
    }

    [Fact]
    public async Task A_conflict_of_transactions_is_said_and_the_transaction_can_be_repeated()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        var key = new SubmitOptions { IdempotencyKey = "once" };
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, Waiting.Stop);
        await RunAsync(connection, transaction, "SELECT 1");
        TaskId id = await host.SubmitAsync("none", null, key);

        StoreUnavailableException conflict = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => host.Tasks.SubmitAsync("none", null, key, transaction, Waiting.Stop));
        await transaction.RollbackAsync(Waiting.Stop);
        await using DbTransaction next = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Waiting.Stop);

        Assert.Contains("in conflict", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(id, await host.Tasks.SubmitAsync("none", null, key, next, Waiting.Stop).Soon());
    }

    [Fact]
    public async Task A_transaction_whose_role_may_not_store_tasks_is_refused_and_goes_on()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await RunAsync(connection, transaction, "SET LOCAL ROLE pg_monitor");

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));
        await RunAsync(connection, transaction, "RESET ROLE");
        TaskId id = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);

        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        await host.DoneAsync(id).Soon();
    }

    [Fact]
    public async Task The_documented_rights_are_enough()
    {
        const string role = "errand_caller";
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await RunAsync(connection, null, $"CREATE ROLE {role}; {DocumentedRights().Replace(" app;", $" {role};", StringComparison.Ordinal)}");
        try
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
            await RunAsync(connection, transaction, $"SET LOCAL ROLE {role}");
            var key = new SubmitOptions { IdempotencyKey = "once" };
            TaskId id = await host.Tasks.SubmitAsync("none", null, key, transaction, Waiting.Stop).Soon();
            Assert.Equal(id, await host.Tasks.SubmitAsync("none", null, key, transaction, Waiting.Stop).Soon());
            TaskId later = await host.Tasks.SubmitAsync(
                "none", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, transaction, Waiting.Stop).Soon();
            await transaction.CommitAsync(Waiting.Stop);

            await host.DoneAsync(id).Soon();
            Assert.Equal(TaskReason.Scheduled, (await host.ViewAsync(later)).Reason);
        }
        finally
        {
            await RunAsync(connection, null, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_transaction_that_has_failed_is_refused()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, transaction, "SELECT 1 / 0"));

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));

        Assert.Contains("roll it back", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_reads_only_is_refused_and_goes_on()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await RunAsync(connection, transaction, "SET TRANSACTION READ ONLY");

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));

        await RunAsync(connection, transaction, "SELECT 1");
    }

    [Fact]
    public async Task What_a_lost_connection_leaves_uncommitted_is_not_there()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await store.RunAsync(FormattableString.Invariant($"SELECT pg_terminate_backend({((NpgsqlConnection)connection).ProcessID}, 10000)"));

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon());

        Assert.Empty((await host.Tasks.ListAsync(null, Waiting.Stop)).Items);
        TaskId id = await host.SubmitAsync("none");
        await host.DoneAsync(id).Soon();
    }

    [Fact]
    public async Task A_connection_that_is_busy_says_so()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 UNION SELECT 2";
        await using (DbDataReader reader = await command.ExecuteReaderAsync(Waiting.Stop))
        {
            await Assert.ThrowsAsync<NpgsqlOperationInProgressException>(
                () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));
        }

        TaskId id = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);
        await host.DoneAsync(id).Soon();
    }

    private static string DocumentedRights() => Documents.CodeBlocks("docs/writing-tasks.md").Single(block => block.Language == "sql").Text;

    /// <summary>Returns when the server says that a statement of this connection waits for another transaction.</summary>
    private static async Task WaitsForAsync(TestStore store, NpgsqlConnection connection)
    {
        await using DbConnection look = await store.ConnectAsync();
        await using DbCommand command = look.CreateCommand();
        command.CommandText = FormattableString.Invariant(
            $"SELECT count(*) FROM pg_stat_activity WHERE pid = {connection.ProcessID} AND wait_event_type = 'Lock'");
        long start = TimeProvider.System.GetTimestamp();
        while ((long)(await command.ExecuteScalarAsync(Waiting.Stop))! == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), "It does not wait.");
        }
    }
}
