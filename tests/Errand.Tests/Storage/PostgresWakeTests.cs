using System.Collections.Concurrent;
using Errand.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDatabases;

namespace Errand.Tests.Storage;

/// <summary>What processes on one PostgreSQL tell one another.</summary>
public sealed class PostgresWakeTests : IAsyncLifetime
{
    private readonly BlockingCollection<StoreChange> _heard = [];
    private PostgresDatabase _database = null!;
    private PostgresTaskStore _here = null!;
    private PostgresTaskStore _there = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestPostgres.CreateMigratedDatabaseAsync();
        _here = await OpenAsync(_heard.Add);
        // Connected: from now on nothing is missed.
        Assert.Same(StoreChange.Anything, _heard.Take(Stop));
        _there = await OpenAsync(_ => { });
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _database.DisposeAsync();
        _heard.Dispose();
    }

    [Fact]
    public async Task Another_process_hears_of_work_its_end_and_a_cancel_but_nobody_hears_itself()
    {
        await _here.SubmitAsync(StoreSteps.NewTask());
        TaskId id = await _there.SubmitAsync(StoreSteps.NewTask());
        Assert.Equal(["q"], (await HearAsync(change => change.Queues is { Count: > 0 })).Queues);
        HandlerId handler = await _there.StartHandlerAsync();
        await _there.ClaimAsync(handler, slots: 2);
        await _there.CancelAsync(id);
        Assert.Equal([id], (await HearAsync(change => change.Cancelled is { Count: > 0 })).Cancelled);
        await _there.FinishAsync([new FinishRequest { Id = id, Attempt = 1, Disposition = Disposition.Succeeded, Result = "1"u8.ToArray() }]);
        StoreChange done = await HearAsync(change => change.Done is { Count: > 0 });
        Assert.Equal([id], done.Done);
        Assert.Empty(done.Queues!);
    }

    [Fact]
    public async Task After_its_connection_was_lost_anything_may_have_happened()
    {
        await _database.RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN errand'");
        Assert.Same(StoreChange.Anything, await HearAsync(change => ReferenceEquals(change, StoreChange.Anything)));
        await _there.SubmitAsync(StoreSteps.NewTask());
        await HearAsync(change => change.Queues is { Count: > 0 });
    }

    [Fact]
    public async Task A_hint_that_is_not_understood_means_anything_and_stops_nothing()
    {
        await _database.RunAsync("SELECT pg_notify('errand', 'rubbish')");
        Assert.Same(StoreChange.Anything, await HearAsync(_ => true));
        await _there.SubmitAsync(StoreSteps.NewTask());
        await HearAsync(change => change.Queues is { Count: > 0 });
    }

    [Fact]
    public async Task Many_changes_are_few_notifications()
    {
        int notifications = 0;
        await using NpgsqlConnection listener = await _database.ConnectAsync();
        listener.Notification += (_, _) => Interlocked.Increment(ref notifications);
        await using (var listen = new NpgsqlCommand("LISTEN errand", listener))
        {
            await listen.ExecuteNonQueryAsync(Stop);
        }

        // Each alone: a commit of its own.
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => _there.SubmitAsync(StoreSteps.NewTask())));
        // The last commit is told by one more notification at most; this one comes after it.
        await _there.SubmitAsync(StoreSteps.NewTask(queue: "last"));
        await HearAsync(change => change.Queues?.Contains("last") == true);
        // With its answer comes what was told before.
        await using (var ask = new NpgsqlCommand("SELECT 1", listener))
        {
            await ask.ExecuteNonQueryAsync(Stop);
        }

        Assert.InRange(Volatile.Read(ref notifications), 1, 250);
    }

    private Task<StoreChange> HearAsync(Predicate<StoreChange> which) => Task.Run(() =>
    {
        StoreChange change;
        do
        {
            change = _heard.Take(Stop);
        }
        while (!which(change));

        return change;
    });

    private async Task<PostgresTaskStore> OpenAsync(Action<StoreChange> heard)
    {
        var store = new PostgresTaskStore(
            new PostgresStoreOptions { ConnectionString = _database.ConnectionString }, NullLogger<PostgresTaskStore>.Instance);
        store.Changed += heard;
        await store.OpenAsync(Stop);
        return store;
    }
}
