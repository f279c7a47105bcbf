using System.Collections.Concurrent;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Postgres;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>What many processes do to one database at the same time.</summary>
public sealed class PostgresRaceTests : IAsyncLifetime
{
    private readonly List<PostgresTaskStore> _stores = [];
    private PostgresDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestPostgres.CreateMigratedDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<long> misplaced = await _database.ReadAsync<long>(PostgresConformance.Misplaced);
        foreach (PostgresTaskStore store in _stores)
        {
            await store.DisposeAsync();
        }

        IReadOnlyList<string> deadlocks = _database.Server.FindInLog("deadlock detected", _database);
        await _database.DisposeAsync();
        Assert.Empty(misplaced);
        Assert.True(deadlocks.Count == 0, string.Join("\n\n", deadlocks)); // Whole: an assertion on the collection would cut off the statements.
    }

    [Fact]
    public async Task Sixty_four_claimers_never_get_more_than_they_asked_for_and_no_task_twice()
    {
        const int Tasks = 2000, Slots = 7;
        PostgresTaskStore[] stores = await OpenAsync(8);
        await stores[0].SubmitAsync(Batch([.. Enumerable.Range(0, Tasks).Select(i => NewTask(priority: i % 3))]));
        var claimed = new ConcurrentBag<TaskClaim>();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () =>
            {
                MemberId handler = await stores[i % 8].StartHandlerAsync();
                while (claimed.Count < Tasks)
                {
                    IReadOnlyList<TaskClaim> claims = await stores[i % 8].ClaimAsync(handler, Slots);
                    Assert.InRange(claims.Count, 0, Slots);
                    foreach (TaskClaim claim in claims)
                    {
                        claimed.Add(claim);
                    }
                }
            },
            Stop)));

        Assert.Equal(Tasks, claimed.Select(claim => claim.Id).Distinct().Count());
        Assert.Equal(Tasks, claimed.Count);
    }

    [Fact]
    public async Task A_handler_that_goes_while_it_claims_takes_no_task_with_it()
    {
        const int Tasks = 600;
        PostgresTaskStore[] stores = await OpenAsync(4);
        await stores[0].SubmitAsync(Batch([.. Enumerable.Range(0, Tasks).Select(_ => NewTask(tries: 100))]));

        await Task.WhenAll(stores.Select(store => Task.Run(
            async () =>
            {
                for (int round = 0; round < 25; round++)
                {
                    MemberId handler = await store.StartHandlerAsync();
                    Task<ClaimAnswer[]> claims = Task.WhenAll(Enumerable.Range(0, 4)
                        .Select(_ => store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), "q", 20))));
                    await (round % 2 == 0
                        ? store.LeaveAsync(handler)
                        : _database.RunAsync("DELETE FROM errand.handler WHERE id = $1", handler.Value));
                    await claims;
                    await store.ReapAsync();
                    await store.PromoteAsync(1000);
                }
            },
            Stop)));

        Assert.Equal([(long)Tasks], await _database.ReadAsync<long>("SELECT count(*) FROM errand.task"));
        Assert.Empty(await _database.ReadAsync<long>(PostgresConformance.Misplaced));
    }

    [Fact]
    public async Task In_a_storm_of_cancels_and_claims_each_task_is_cancelled_or_finished()
    {
        PostgresTaskStore[] stores = await OpenAsync(3);
        TaskId[] ids = [.. (await stores[0].SubmitAsync(Batch([.. Enumerable.Range(0, 600).Select(i => NewTask(
            delay: i % 5 == 0 ? TimeSpan.FromMilliseconds(i) : null))]))).Select(verdict => verdict.Id)];
        var verdicts = new ConcurrentBag<CancelVerdict>();
        var cancels = Task.WhenAll(stores.Select((store, n) => Task.Run(
            async () =>
            {
                // Two of three cancel the same tasks, from both ends.
                foreach (TaskId id in n == 0 ? ids.Where((_, i) => i % 2 == 0) : n == 1 ? ids.Reverse().Where((_, i) => i % 2 == 1) : [])
                {
                    verdicts.Add(await store.CancelAsync(id));
                }
            },
            Stop)));

        await Task.WhenAll(stores.Select(store => Task.Run(() => WorkUntilAllAreDoneAsync(store, ids), Stop)).Append(cancels));

        Assert.DoesNotContain(CancelVerdict.Unknown, verdicts);
        TaskRecord?[] tasks = await Task.WhenAll(ids.Select(id => stores[0].FindAsync(id)));
        Assert.All(tasks, task => Assert.Equal(TaskState.Done, task!.Status));
        Assert.All(tasks, task => Assert.True(task!.Outcome is OutcomeState.Succeeded or OutcomeState.Cancelled));
    }

    [Fact]
    public async Task A_task_whose_commit_came_late_is_claimed_though_later_ones_were_before()
    {
        PostgresTaskStore[] stores = await OpenAsync(2);
        MemberId handler = await stores[1].StartHandlerAsync();
        SubmitRequest late = Batch(NewTask());
        await stores[1].SubmitAsync(NewTask());
        await stores[1].ClaimOneAsync(handler);
        await using NpgsqlConnection blocker = await _database.ConnectAsync();
        await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync(Stop);
        await using (var sameNonce = new NpgsqlCommand(
            "INSERT INTO errand.receipt (nonce, at, first_id, last_id) VALUES ($1, now(), 0, 0)", blocker))
        {
            sameNonce.Parameters.Add(new NpgsqlParameter { Value = late.Nonce });
            await sameNonce.ExecuteNonQueryAsync(Stop);
        }

        // It has its id, and waits to learn whether its batch is stored already.
        Task<IReadOnlyList<SubmitAnswer>> waiting = stores[0].SubmitAsync(late);
        await BlockedAsync();
        TaskId sooner = await stores[1].SubmitAsync(NewTask());
        Assert.Equal(sooner, (await stores[1].ClaimOneAsync(handler)).Id);
        await transaction.RollbackAsync(Stop);
        TaskId later = Assert.Single(await waiting).Id;

        Assert.True(later < sooner);
        IReadOnlyList<TaskClaim> claims = [];
        while (claims.Count == 0)
        {
            claims = await stores[1].ClaimAsync(handler);
        }

        Assert.Equal(later, Assert.Single(claims).Id);
    }

    [Fact]
    public async Task What_nobody_told_of_is_found_by_the_tick_though_later_ones_were_claimed_before()
    {
        PostgresTaskStore store = Assert.Single(await OpenAsync(1));
        MemberId handler = await store.StartHandlerAsync();
        TaskId first = await store.SubmitAsync(NewTask(priority: 1));
        TaskId second = await store.SubmitAsync(NewTask());
        // As by a claim of another process, which dies with it.
        await using NpgsqlConnection other = await _database.ConnectAsync();
        await using (NpgsqlTransaction claim = await other.BeginTransactionAsync(Stop))
        {
            await using var taken = new NpgsqlCommand($"DELETE FROM errand.ready WHERE id = {first}", other);
            Assert.Equal(1, await taken.ExecuteNonQueryAsync(Stop));
            Assert.Equal(second, (await store.ClaimOneAsync(handler)).Id);
            await claim.RollbackAsync(Stop);
        }

        Assert.Empty(await store.ClaimAsync(handler));
        Assert.Equal(["q"], (await store.TickAsync([], Stop)).ReadyQueues);

        Assert.Equal(first, (await store.ClaimOneAsync(handler)).Id);
        Assert.Empty((await store.TickAsync([], Stop)).ReadyQueues);
    }

    [Fact]
    public async Task A_read_does_not_fail_on_a_connection_that_was_cut_before()
    {
        PostgresTaskStore store = Assert.Single(await OpenAsync(1));
        TaskId id = await store.SubmitAsync(NewTask());
        Assert.NotNull(await store.FindAsync(id));

        await _database.RunAsync(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.NotNull(await store.FindAsync(id));
    }

    [Fact]
    public async Task Sixteen_who_do_everything_at_once_never_wait_for_each_other_in_a_circle()
    {
        PostgresTaskStore[] stores = await OpenAsync(4);
        var actors = new StormActors(stores);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(() => actors.RunAsync(seed, steps: 120), Stop)));
        await actors.SettleAsync(stores[0]);

        Assert.True(actors is { Finished: > 0, Ledger.Retried: > 0 });
        await actors.Ledger.CheckAsync(stores[0], (await _database.ReadAsync<long>("SELECT count(*) FROM errand.task"))[0]);
    }

    [Fact]
    public async Task A_sweep_and_a_finish_take_leases_in_the_same_order()
    {
        PostgresTaskStore store = Assert.Single(await OpenAsync(1));
        MemberId handler = await store.StartHandlerAsync();
        await store.SubmitAsync(Batch(NewTask(), NewTask()));
        IReadOnlyList<TaskClaim> claims = await store.ClaimAsync(handler, 2);
        await ExpireLastFirstAsync();

        await MeetAsync(
            $"SELECT FROM errand.lease WHERE id = {claims[0].Id} FOR UPDATE",
            () => store.FinishAsync([.. claims.Select(claim => End(claim, Disposition.Succeeded))]),
            () => store.DeleteExpiredAsync(10));
    }

    [Fact]
    public async Task A_sweep_and_a_submit_take_idempotency_keys_in_the_same_order()
    {
        PostgresTaskStore store = Assert.Single(await OpenAsync(1));
        SubmitRequest Keyed() => Batch(
            NewTask(key: new IdempotencyKey("me", "a", new byte[32])), NewTask(key: new IdempotencyKey("me", "b", new byte[32])));
        await store.SubmitAsync(Keyed());
        await ExpireLastFirstAsync();

        await MeetAsync(
            "SELECT FROM errand.idem WHERE key = 'a' FOR UPDATE",
            () => store.SubmitAsync(Keyed()),
            () => store.DeleteExpiredAsync(10));
    }

    /// <summary>All tasks are past their expiry, the last one the longest.</summary>
    private Task ExpireLastFirstAsync() =>
        _database.RunAsync("UPDATE errand.task SET created_at = created_at - interval '1 h', expires_at = now() - id * interval '1 s'");

    /// <summary>The first waits for the lock, then the second, then both go on; whether they wait for each other is in the server's
    /// log.</summary>
    private async Task MeetAsync(string @lock, Func<Task> first, Func<Task> second)
    {
        await using NpgsqlConnection blocker = await _database.ConnectAsync();
        await using NpgsqlTransaction transaction = await blocker.BeginTransactionAsync(Stop);
        await using (var command = new NpgsqlCommand(@lock, blocker))
        {
            await command.ExecuteNonQueryAsync(Stop);
        }

        Task one = first();
        await BlockedAsync();
        Task two = second();
        await BlockedAsync(2);
        await transaction.RollbackAsync(Stop);
        await Task.WhenAll(one, two);
    }

    private static async Task WorkUntilAllAreDoneAsync(PostgresTaskStore store, TaskId[] ids)
    {
        MemberId handler = await store.StartHandlerAsync();
        while ((await store.FindDoneAsync(ids, Stop)).Count < ids.Length)
        {
            await store.PromoteAsync(100);
            IReadOnlyList<TaskClaim> claims = await store.ClaimAsync(handler, 10);
            if (claims.Count > 0)
            {
                HashSet<RunKey> cancelled = [.. store.Beat(handler, [.. claims.Select(claim => claim.Key())]).Cancelled];
                await store.FinishAsync([.. claims.Select(claim =>
                    End(claim, cancelled.Contains(claim.Key()) ? Disposition.Retry : Disposition.Succeeded))]);
            }
        }
    }

    private async Task<PostgresTaskStore[]> OpenAsync(int processes)
    {
        for (int i = 0; i < processes; i++)
        {
            var store = new PostgresTaskStore(
                new PostgresStoreOptions { ConnectionString = _database.ConnectionString }, NullLogger<PostgresTaskStore>.Instance);
            _stores.Add(store);
            await store.OpenAsync(Stop);
        }

        return [.. _stores];
    }

    /// <summary>Returns when so many wait for a lock.</summary>
    private async Task BlockedAsync(int waiting = 1)
    {
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while ((await _database.ReadAsync<long>(Waiting))[0] < waiting)
        {
            Stop.ThrowIfCancellationRequested();
        }
    }
}
