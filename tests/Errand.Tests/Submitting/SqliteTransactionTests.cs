using System.Data.Common;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Errand.Tests.Submitting;

public sealed class SqliteTransactionTests() : TransactionTests(StoreKind.Sqlite)
{
    [Fact]
    public async Task A_deferred_transaction_takes_the_lock_when_it_submits()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using SqliteTransaction transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);

        TaskId id = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();
        await transaction.CommitAsync(Waiting.Stop);

        await host.DoneAsync(id).Soon();
    }

    [Fact]
    public async Task A_deferred_transaction_that_has_read_an_old_state_cannot_submit()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using SqliteTransaction transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        await RunAsync(connection, transaction, "SELECT count(*) FROM task");
        TaskId id = await host.SubmitAsync("none");

        StoreUnavailableException stale = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop));

        Assert.Contains("deferred: false", stale.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Waiting.Stop);
        await host.DoneAsync(id).Soon();
        Assert.Equal(id.Value, Assert.Single((await host.Tasks.ListAsync(null, Waiting.Stop)).Items).Id);
    }

    [Fact]
    public async Task A_wait_for_the_lock_ends_with_the_token_or_with_the_lock()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbConnection other = await store.ConnectAsync();
        await using SqliteTransaction transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        await using DbTransaction holder = await other.BeginTransactionAsync(Waiting.Stop);
        using var leave = new CancellationTokenSource();

        Task<TaskId> left = host.Tasks.SubmitAsync("none", null, null, transaction, leave.Token);
        Assert.False(left.IsCompleted);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Soon());
        Task<TaskId> waiting = host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop);
        Assert.False(waiting.IsCompleted);
        await holder.RollbackAsync(Waiting.Stop);
        TaskId id = await waiting.Soon();
        await transaction.CommitAsync(Waiting.Stop);

        await host.DoneAsync(id).Soon();
        Assert.Equal(id.Value, Assert.Single((await host.Tasks.ListAsync(null, Waiting.Stop)).Items).Id);
    }

    [Fact]
    public async Task Other_writers_wait_until_the_transaction_ends()
    {
        await using TestStore store = await CreateStoreAsync();
        await using TestHost host = await StartAsync(Map, store: store);
        await using DbConnection connection = await store.ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
        TaskId within = await host.Tasks.SubmitAsync("none", null, null, transaction, Waiting.Stop).Soon();

        Task<TaskId> outside = host.SubmitAsync("none");
        Assert.False(outside.IsCompleted);
        await transaction.CommitAsync(Waiting.Stop);

        Assert.True(await outside.Soon() > within);
        await host.DoneAsync(within).Soon();
        await host.DoneAsync(await outside).Soon();
    }

    [Fact]
    public async Task What_an_end_of_the_program_leaves_uncommitted_is_not_there()
    {
        await using TestStore store = await CreateStoreAsync();
        using var copy = new SqliteFile();
        await using (TestHost host = await StartAsync(Map, store: store, roles: ErrandRoles.Janitor))
        {
            TaskId before = await host.SubmitAsync("none");
            await using DbConnection connection = await store.ConnectAsync();
            // So small a cache that what is not committed goes to the log of the file.
            await RunAsync(connection, null, "PRAGMA cache_size = 2");
            await using DbTransaction transaction = await connection.BeginTransactionAsync(Waiting.Stop);
            await host.Tasks.SubmitAsync(
                [.. Enumerable.Range(0, 2000).Select(x => new NewTask("add", new { x, y = 1 }))], transaction, Waiting.Stop).Soon();

            // What a machine would find that loses its power now.
            string path = connection.DataSource;
            Assert.True(new FileInfo(path + "-wal").Length > 100_000);
            File.Copy(path, copy.Path);
            File.Copy(path + "-wal", copy.WalPath);
            Assert.Equal([before.Value], copy.Numbers("SELECT id FROM task"));
        }
    }
}
