using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Postgres;
using Errand.Storage.Postgres.Hints;
using Errand.TestDatabases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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
        MemberId handler = await _there.StartHandlerAsync();
        await _there.ClaimAsync(handler, slots: 2);
        await _there.CancelAsync(id);
        Assert.Equal([id], (await HearAsync(change => change.Cancelled is { Count: > 0 })).Cancelled);
        await _there.FinishAsync(
            [new FinishRequest { Id = id, Attempt = 1, Disposition = Disposition.Succeeded, Result = new("1"u8.ToArray()) }]);
        StoreChange done = await HearAsync(change => change.Done is { Count: > 0 });
        Assert.Equal([id], done.Done);
        Assert.Empty(done.Queues!);
    }

    [Fact]
    public async Task Another_process_hears_of_a_retry_and_of_a_deletion()
    {
        TaskId id = await _there.SubmitAsync(StoreSteps.NewTask());
        await HearAsync(change => change.Queues is { Count: > 0 });
        await _there.CancelAsync(id);
        await HearAsync(change => change.Done is { Count: > 0 });
        await _there.RetryAsync(id);
        Assert.Equal(["q"], (await HearAsync(change => change.Queues is { Count: > 0 })).Queues);
        await _there.CancelAsync(id);
        await HearAsync(change => change.Done is { Count: > 0 });
        await _there.DeleteAsync(id);
        Assert.Equal([id], (await HearAsync(change => change.Done is { Count: > 0 })).Done);
    }

    [Fact]
    public async Task Another_process_hears_of_runs_only_after_it_has_asked()
    {
        MemberId handler = await _there.StartHandlerAsync();
        await _there.SubmitAsync(StoreSteps.NewTask());
        TaskClaim unheard = await _there.ClaimOneAsync(handler);
        await _there.CancelAsync(unheard.Id);
        Assert.False((await HearAsync(change => change.Cancelled is { Count: > 0 })).HasNews);

        await AskAsync();
        await _there.SubmitAsync(StoreSteps.NewTask());
        TaskClaim claim = await _there.ClaimOneAsync(handler);
        await HearAsync(change => change.HasNews);
        await _there.ReportAsync([new ReportRequest(claim.Key(), 0.5, null, [])]);
        await HearAsync(change => change.HasNews);
    }

    [Fact]
    public async Task Another_process_hears_of_what_no_handler_needs_to_know_only_after_it_has_asked()
    {
        TaskId id = await _there.SubmitAsync(StoreSteps.NewTask());
        await HearAsync(change => change.Queues is { Count: > 0 });
        await AskAsync();

        await _there.KeepAsync([id], new KeepRequest(null, null));
        await HearAsync(change => change.HasNews);
        await _there.ReleaseAsync(id);
        await HearAsync(change => change.HasNews);
        await _there.SetPausedAsync("q", isPaused: true);
        await HearAsync(change => change.HasNews);
        await _there.SetPausedAsync("q", isPaused: false);
        Assert.Equal(["q"], (await HearAsync(change => change.Queues is { Count: > 0 })).Queues);
        await _database.RunAsync("UPDATE errand.task SET created_at = created_at - interval '1 day', expires_at = now() - interval '1 s'");
        Assert.Equal(1, (await _there.DeleteExpiredAsync(10)).Deleted);
        await HearAsync(change => change.HasNews);
    }

    [Fact]
    public async Task The_mark_tells_of_a_change_that_nobody_announced_and_not_of_heartbeats()
    {
        _there.Beat(await _there.StartHandlerAsync());
        long before = await _here.FindMarkAsync(Stop), after = before;

        await _database.RunAsync("INSERT INTO errand.queue (name) VALUES ('unannounced')");

        long start = Stopwatch.GetTimestamp();
        while (after == before)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(40), "The mark stayed the same.");
            await Task.Delay(5, Stop);
            after = await _here.FindMarkAsync(Stop);
        }

        Assert.Equal(before + 1, after);
    }

    private async Task AskAsync()
    {
        using var asked = new ManualResetEventSlim();
        _there.Changed += _ => asked.Set();
        _here.AskForNews();
        await Task.Run(() => asked.Wait(Stop), Stop);
    }

    [Fact]
    public async Task After_its_connection_was_lost_anything_may_have_happened()
    {
        await _database.RunAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN errand'");
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
    public async Task The_first_task_that_a_process_writes_is_told_with_all_that_a_claim_needs_and_so_is_its_end()
    {
        NpgsqlNotificationEventArgs? heard = null;
        await using NpgsqlConnection listener = await ListenAsync(notification => heard = notification);
        TaskId id = await _there.SubmitAsync(StoreSteps.NewTask(priority: 7));
        Assert.Equal(["q"], (await HearAsync(change => change.Queues is { Count: > 0 })).Queues);
        while (heard is null)
        {
            await listener.WaitAsync(Stop);
        }

        Assert.Equal([new ReadyQueue("q", -7, id.Value)], PostgresHint.Read(heard.Payload)!.Queues);
        // Not by the notifier, which has a connection of its own.
        await using (var sender = new NpgsqlCommand(
            "SELECT query FROM pg_stat_activity WHERE pid = $1", listener)
        { Parameters = { new() { Value = heard.PID } } })
        {
            Assert.Equal(PostgresSql.TellReady, await sender.ExecuteScalarAsync(Stop));
        }

        TaskClaim claim = await _there.ClaimOneAsync(await _there.StartHandlerAsync());
        await FinishFirstAsync(claim, Disposition.Succeeded, FinishVerdict.Applied);
        StoreChange done = await HearAsync(_ => true);
        Assert.Equal([id], done.Done);
        Assert.Empty(done.Queues!);
    }

    [Fact]
    public async Task A_submit_that_stores_nothing_is_not_told()
    {
        var key = new IdempotencyKey("scope", "key", new byte[32]);
        await _there.SubmitAsync(StoreSteps.NewTask(key: key));
        await HearAsync(change => change.Queues is { Count: > 0 });
        await using PostgresTaskStore store = await OpenAsync(_ => { });
        SubmitAnswer again = Assert.Single(await store.SubmitAsync(StoreSteps.Batch(StoreSteps.NewTask(key: key))));
        Assert.Equal(SubmitVerdict.Replayed, again.Verdict);
        await _there.SubmitAsync(StoreSteps.NewTask(queue: "last"));
        Assert.Equal(["last"], (await HearAsync(_ => true)).Queues);
    }

    [Fact]
    public async Task A_commit_that_fails_before_its_hint_is_tried_again_and_every_answer_belongs_to_its_question()
    {
        await _database.RunAsync(
            """
            CREATE SEQUENCE public.tries;
            CREATE FUNCTION public.fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('public.tries') = 1 THEN RAISE 'conflict' USING ERRCODE = 'serialization_failure'; END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER fail_once AFTER INSERT ON errand.receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.fail_once();
            """);
        TaskId id = await _there.SubmitAsync(StoreSteps.NewTask(args: """{"x":1}"""));
        Assert.Equal("""{"x":1}""", Encoding.UTF8.GetString((await _there.FindAsync(id, 0, Stop))!.Args.Span));
        TaskClaim claim = await _there.ClaimOneAsync(await _there.StartHandlerAsync());
        Assert.Equal(id, claim.Id);
        Assert.Equal(FinishVerdict.Applied, (await _there.FinishAsync(claim, Disposition.Succeeded)).Verdict);
    }

    [Fact]
    public async Task A_run_that_was_not_ended_is_not_told_as_done()
    {
        MemberId handler = await _there.StartHandlerAsync();
        await _there.SubmitAsync(StoreSteps.NewTask());
        TaskClaim claim = await _there.ClaimOneAsync(handler);
        await FinishFirstAsync(claim with { Attempt = 7 }, Disposition.Succeeded, FinishVerdict.Stale);
        await FinishFirstAsync(claim, Disposition.Retry, FinishVerdict.Applied);
        await _there.SubmitAsync(StoreSteps.NewTask(queue: "last"));
        await HearAsync(change =>
        {
            Assert.DoesNotContain(claim.Id, change.Done ?? []);
            return change.Queues?.Contains("last") == true;
        });
    }

    [Fact]
    public async Task What_was_stored_is_answered_though_nobody_can_be_told()
    {
        await _database.RunAsync(
            $"""
            CREATE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'no notifications today'; END $$;
            DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$;
            """);
        await using PostgresTaskStore mute = await OpenAsync(_ => { });
        await mute.SubmitAsync(StoreSteps.NewTask());
        TaskClaim claim = await _there.ClaimOneAsync(await _there.StartHandlerAsync());
        await FinishFirstAsync(claim, Disposition.Succeeded, FinishVerdict.Applied);
        await _database.RunAsync("DROP FUNCTION public.pg_notify(text, text)");
        await HearAsync(change => change is { Queues: null, Done: null });
    }

    [Fact]
    public async Task Many_changes_are_few_notifications()
    {
        int notifications = 0;
        await using NpgsqlConnection listener = await ListenAsync(_ => Interlocked.Increment(ref notifications));
        long start = Stopwatch.GetTimestamp();
        // Two together: such a commit tells of nothing itself.
        await Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => _there.SubmitAsync(StoreSteps.Batch(StoreSteps.NewTask(), StoreSteps.NewTask()))));
        // The last commit is told by one more notification at most; this one comes after it.
        await _there.SubmitAsync(StoreSteps.NewTask(queue: "last"));
        await HearAsync(change => change.Queues?.Contains("last") == true);
        // With an answer comes what was told before.
        await using (var ask = new NpgsqlCommand("SELECT 1", listener))
        {
            await ask.ExecuteNonQueryAsync(Stop);
        }

        // As many as there were pauses, however long it took, the first one and the last one. A timer cuts a pause down to whole
        // milliseconds.
        TimeSpan shortest = PostgresChanges.Pause - TimeSpan.FromMilliseconds(1);
        Assert.InRange(Volatile.Read(ref notifications), 1, 2 + (int)(Stopwatch.GetElapsedTime(start) / shortest));
    }

    [Fact]
    public async Task With_many_listeners_a_process_sends_no_more_than_its_share()
    {
        const int Others = 50;
        int notifications = 0;
        List<NpgsqlConnection> others = [];
        await using NpgsqlDataSource source =
            new NpgsqlDataSourceBuilder(_database.ConnectionString) { ConnectionStringBuilder = { MaxPoolSize = Others + 1 } }.Build();
        for (int i = 0; i < Others; i++)
        {
            others.Add(await source.OpenConnectionAsync(Stop));
            await using var listen = new NpgsqlCommand("LISTEN errand", others[i]);
            await listen.ExecuteNonQueryAsync(Stop);
        }

        // Each store counts the listeners when it starts. The first two did so before there were many.
        await using PostgresTaskStore store = await OpenAsync(_ => { });
        await CountedAsync();
        others[0].Notification += (_, _) => notifications++;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 1000; i++)
        {
            await store.SubmitAsync(StoreSteps.NewTask());
        }

        await using (var ask = new NpgsqlCommand("SELECT 1", others[0]))
        {
            await ask.ExecuteNonQueryAsync(Stop);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        // As many as the pause allows in the time that it took, and what was saved up before: far fewer than one every 10 ms.
        // The store may have counted before its own connection listened.
        TimeSpan pause = HintBudget.Pause(Others + 2, 1);
        Assert.InRange(notifications, 1, (int)((took + TimeSpan.FromSeconds(0.5)) / pause) + 2);
        others.ForEach(other => other.Dispose());

        async Task CountedAsync()
        {
            while ((await _database.ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND query LIKE '%How many processes%'"))[0] < 3)
            {
                await Task.Delay(5, Stop);
            }
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(Action<NpgsqlNotificationEventArgs> heard)
    {
        NpgsqlConnection listener = await _database.ConnectAsync();
        listener.Notification += (_, notification) => heard(notification);
        await using var listen = new NpgsqlCommand("LISTEN errand", listener);
        await listen.ExecuteNonQueryAsync(Stop);
        return listener;
    }

    /// <summary>By a process that has told of nothing yet, so that the finish itself may tell.</summary>
    private async Task FinishFirstAsync(TaskClaim claim, Disposition disposition, FinishVerdict verdict)
    {
        await using PostgresTaskStore store = await OpenAsync(_ => { });
        Assert.Equal(verdict, (await store.FinishAsync(claim, disposition)).Verdict);
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
