using System.Data.Common;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Submitting;

/// <summary>Tasks that a caller in C# submits within a transaction of its own.</summary>
public abstract class TransactionTests(StoreKind kind) : OnEveryStore(kind)
{
    [Fact]
    public async Task A_handler_starts_the_task_at_once_after_the_commit()
    {
        // The clock stands still, so nothing is found by polling.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
        await using TestStore store = await CreateStoreAsync(time);
        await using TestHost host = await StartAsync(Map, time, store: store);
        await host.DoneAsync(await host.SubmitAsync("add", new { x = 1, y = 1 })).Soon();
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);

        TaskId id = await host.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, transaction, Waiting.Stop).Soon();
        Assert.Null(await host.Tasks.FindAsync(id, Waiting.Stop));
        await transaction.CommitAsync(Waiting.Stop);

        Assert.Equal(3, (await host.DoneAsync(id).Soon()).Result!.Value.GetInt32());
        Assert.DoesNotContain(id, host.Store.Reserved);
    }

    [Fact]
    public async Task A_transaction_holds_what_the_program_writes_and_its_tasks_together()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await store.RunAsync("CREATE TABLE booking (seat integer)");
        try
        {
            await using DbConnection connection = await store.ConnectAsync();
            await store.FindTablesAsync(connection);
            IReadOnlyList<TaskId> ids;
            await using (DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop))
            {
                await RunAsync(connection, transaction, "INSERT INTO booking VALUES (7)");
                TaskId first = await host.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, transaction, Waiting.Stop).Soon();
                IReadOnlyList<TaskId> many = await host.Tasks.SubmitAsync(
                    [.. Enumerable.Range(0, 1000).Select(x => new NewTask("add", new { x, y = 1 }))], transaction, Waiting.Stop).Soon();
                TaskId later = await host.Tasks.SubmitAsync(
                    "none", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, transaction, Waiting.Stop).Soon();
                Assert.Empty(await host.Tasks.SubmitAsync([], transaction, Waiting.Stop));
                await transaction.CommitAsync(Waiting.Stop);
                ids = [first, .. many, later];
            }

            await using (DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop))
            {
                await RunAsync(connection, transaction, "INSERT INTO booking VALUES (8)");
                await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
                await transaction.RollbackAsync(Waiting.Stop);
            }

            Assert.Equal(ids.Distinct().Order(), ids);
            Assert.Equal(3, (await host.DoneAsync(ids[0]).Soon()).Result!.Value.GetInt32());
            Assert.Equal(1000, (await host.DoneAsync(ids[1000]).Soon()).Result!.Value.GetInt32());
            Assert.Equal(TaskReason.Scheduled, (await host.ViewAsync(ids[1001])).Reason);
            Assert.Equal(1002, (await host.Tasks.ListAsync(new TaskListFilter { Count = true }, Waiting.Stop)).Count!.Value);
            await using DbCommand sum = connection.CreateCommand();
            sum.CommandText = "SELECT sum(seat) FROM booking";
            Assert.Equal(7L, await sum.ExecuteScalarAsync(Waiting.Stop));
        }
        finally
        {
            await store.RunAsync("DROP TABLE booking");
        }
    }

    [Theory]
    [InlineData("rollback")]
    [InlineData("dispose")]
    [InlineData("close")]
    public async Task A_task_of_a_transaction_that_does_not_commit_was_never_there(string end)
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        var key = new SubmitOptions { IdempotencyKey = "once" };
        await using DbConnection connection = await store.ConnectAsync();
        DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        await host.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, key, transaction, Waiting.Stop).Soon();
        await host.Tasks.SubmitAsync([new NewTask("none"), new NewTask("none")], transaction, Waiting.Stop).Soon();

        await (end switch
        {
            "rollback" => transaction.RollbackAsync(Waiting.Stop),
            "dispose" => transaction.DisposeAsync().AsTask(),
            _ => connection.CloseAsync(),
        });

        Assert.Empty((await host.Tasks.ListAsync(null, Waiting.Stop)).Items);
        // Its key is free.
        TaskId id = await host.SubmitAsync("add", new { x = 2, y = 2 }, key);
        Assert.Equal(4, (await host.DoneAsync(id).Soon()).Result!.Value.GetInt32());
        await transaction.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_is_said_as_usual_and_the_transaction_goes_on()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store, roles: ErrandRoles.Janitor);
        var key = new SubmitOptions { IdempotencyKey = "once" };
        await host.SubmitAsync("add", new { x = 1, y = 2 }, key);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);

        TaskId good = await host.Tasks.SubmitAsync("add", new { x = 5, y = 2 }, null, transaction, Waiting.Stop).Soon();
        InvalidTaskException wrong = await Assert.ThrowsAsync<InvalidTaskException>(
            () => host.Tasks.SubmitAsync("add", new { x = "1", y = 2 }, null, transaction, Waiting.Stop));
        InvalidTaskException reused = await Assert.ThrowsAsync<InvalidTaskException>(
            () => host.Tasks.SubmitAsync("add", new { x = 1, y = 3 }, key, transaction, Waiting.Stop));
        InvalidTaskException many = await Assert.ThrowsAsync<InvalidTaskException>(() => host.Tasks.SubmitAsync(
            [new NewTask("none"), new NewTask("none", null, key)], transaction, Waiting.Stop));
        TaskId last = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);

        Assert.Equal("#/args/x", Assert.Single(wrong.Faults).Pointer);
        Assert.Contains("idempotency key", reused.Message, StringComparison.Ordinal);
        Assert.Equal("#/1/idempotencyKey", Assert.Single(many.Faults).Pointer);
        TaskListPage all = await host.Tasks.ListAsync(null, Waiting.Stop);
        Assert.Equal([last.Value, good.Value], all.Items.Take(2).Select(task => task.Id));
        Assert.Equal(3, all.Items.Count);
    }

    [Fact]
    public async Task A_transaction_that_cannot_be_used_is_refused()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestStore other = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);

        await using (DbConnection elsewhere = await other.ConnectAsync())
        await using (DbTransaction foreign = await elsewhere.BeginTransactionAsync(Waiting.Stop))
        {
            Assert.Contains("is on the database", await RefusalAsync(foreign), StringComparison.Ordinal);
            // It is still good for what it was begun for.
            await RunAsync(elsewhere, foreign, "SELECT 1");
        }

        Assert.Contains("must be a", await RefusalAsync(new OtherTransaction()), StringComparison.Ordinal);
        await using DbConnection connection = await store.ConnectAsync();
        DbTransaction committed = await connection.BeginTransactionAsync(Waiting.Stop);
        await committed.CommitAsync(Waiting.Stop);
        Assert.Contains("is over", await RefusalAsync(committed), StringComparison.Ordinal);
        await committed.DisposeAsync();
        Assert.Contains("is over", await RefusalAsync(committed), StringComparison.Ordinal);
        DbTransaction rolledBack = await connection.BeginTransactionAsync(Waiting.Stop);
        await rolledBack.RollbackAsync(Waiting.Stop);
        Assert.Contains("is over", await RefusalAsync(rolledBack), StringComparison.Ordinal);
        await rolledBack.DisposeAsync();
        DbTransaction cut = await connection.BeginTransactionAsync(Waiting.Stop);
        await connection.CloseAsync();
        Assert.Contains("is over", await RefusalAsync(cut), StringComparison.Ordinal);
        await cut.DisposeAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() => host.Tasks.SubmitAsync("none", null, null, null!, Waiting.Stop));
        Assert.Empty((await host.Tasks.ListAsync(null, Waiting.Stop)).Items);

        async Task<string> RefusalAsync(DbTransaction transaction)
        {
            ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
                () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));
            Assert.Equal("transaction", refused.ParamName);
            return refused.Message;
        }
    }

    [Fact]
    public async Task Transactions_and_other_submissions_go_on_side_by_side()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store, slots: 8);

        Task<TaskId[]>[] callers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => SubmitInTransactionsAsync(host, store)))];
        Task<TaskId[]> others = Task.WhenAll(Enumerable.Range(0, 200).Select(x => host.SubmitAsync("add", new { x, y = 1 })));
        TaskId[] ids = [.. (await Task.WhenAll([.. callers, others]).Soon()).SelectMany(some => some)];

        Assert.Equal((3 * 12) + 200, ids.Distinct().Count());
        foreach (TaskId id in ids)
        {
            Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(id).Soon()).Outcome);
        }

        Assert.Equal(ids.Length, (await host.Tasks.ListAsync(new TaskListFilter { Count = true }, Waiting.Stop)).Count!.Value);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_began_is_not_in_the_transaction()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, cancelled.Token));
        TaskId id = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);

        await host.DoneAsync(id).Soon();
        Assert.Equal(id.Value, Assert.Single((await host.Tasks.ListAsync(null, Waiting.Stop)).Items).Id);
    }

    private protected static void Map(ErrandBuilder errand)
    {
        errand.MapTask("add", (int x, int y) => x + y);
        errand.MapTask("none", () => 0);
    }

    private protected static async Task RunAsync(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Waiting.Stop);
    }

    /// <summary>Nine transactions of two tasks each, of which every third is rolled back.</summary>
    private static async Task<TaskId[]> SubmitInTransactionsAsync(TestHost host, TestStore store)
    {
        var ids = new List<TaskId>();
        await using DbConnection connection = await store.ConnectAsync();
        for (int i = 0; i < 9; i++)
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
            TaskId first = await host.Tasks.SubmitAsync("add", new { x = i, y = 1 }, null, transaction, Waiting.Stop);
            TaskId second = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop);
            if (i % 3 == 0)
            {
                await transaction.RollbackAsync(Waiting.Stop);
                continue;
            }

            await transaction.CommitAsync(Waiting.Stop);
            ids.AddRange([first, second]);
        }

        return [.. ids];
    }

    private sealed class OtherTransaction : DbTransaction
    {
        public override System.Data.IsolationLevel IsolationLevel => System.Data.IsolationLevel.Serializable;

        protected override DbConnection? DbConnection => null;

        public override void Commit() => throw new NotSupportedException();

        public override void Rollback() => throw new NotSupportedException();
    }
}
