using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Reads;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>What only a file can do: poison rows, readers in the way, a full disk, processes side by side.</summary>
public sealed class SqliteStoreTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
    private readonly List<ITaskStore> _opened = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poison_in_a_submit_refuses_its_own_row_only()
    {
        SqliteTaskStore store = await OpenAsync();
        _file.Run("CREATE TRIGGER poison BEFORE INSERT ON task WHEN NEW.args = '[2]' BEGIN SELECT raise(ABORT, 'poison'); END");
        IReadOnlyList<SubmitAnswer>[] batches = await Task.WhenAll(
            store.SubmitAsync(Batch(NewTask("[1]"), NewTask("[2]", queue: "new"), NewTask("[3]", queue: "new"))),
            store.SubmitAsync(Batch(NewTask("[4]"))));
        Assert.Equal([SubmitVerdict.Accepted, SubmitVerdict.Refused, SubmitVerdict.Accepted], batches[0].Select(v => v.Verdict));
        Assert.Equal(SubmitVerdict.Accepted, batches[1][0].Verdict);
        Assert.Equal([1L, 3, 4], _file.Numbers("SELECT DISTINCT json_extract(args, '$[0]') AS x FROM task ORDER BY x"));
        Assert.Equal("new", (await store.ViewAsync(batches[0][2].Id)).Queue);
    }

    [Fact]
    public async Task A_refused_row_stays_refused_when_its_batch_is_sent_again()
    {
        SqliteTaskStore store = await OpenAsync();
        _file.Run("CREATE TRIGGER poison BEFORE INSERT ON task WHEN NEW.args = '[2]' BEGIN SELECT raise(ABORT, 'poison'); END");
        SubmitRequest batch = Batch(NewTask("[1]"), NewTask("[2]"), NewTask("[3]"));
        Assert.Equal(await store.SubmitAsync(batch), await store.SubmitAsync(batch));
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_fails_its_own_run_only()
    {
        (ITaskStore? store, IReadOnlyList<TaskClaim>? claims) = await ClaimThreeAsync();
        _file.Run($"CREATE TRIGGER poison BEFORE INSERT ON outcome WHEN NEW.id = {claims[1].Id} AND NEW.state = 1 BEGIN SELECT raise(ABORT, 'poison'); END");
        IReadOnlyList<FinishAnswer> answers = await store.FinishAsync([.. claims.Select(c => End(c, Disposition.Succeeded))]);
        Assert.Equal([OutcomeState.Succeeded, OutcomeState.Failed, OutcomeState.Succeeded], answers.Select(a => a.Outcome));
        Assert.Equal(TaskErrorKind.InvalidResult, (await store.ViewAsync(claims[1].Id)).Error!.Kind);
    }

    [Fact]
    public async Task A_task_that_cannot_be_claimed_ends_and_the_others_are_claimed()
    {
        SqliteTaskStore store = await OpenAsync();
        var ids = (await store.SubmitAsync(Batch(NewTask(), NewTask(), NewTask()))).Select(v => v.Id).ToList();
        _file.Run($"CREATE TRIGGER poison BEFORE INSERT ON lease WHEN NEW.id = {ids[0]} BEGIN SELECT raise(ABORT, 'poison'); END");
        IReadOnlyList<TaskClaim> claims = await store.ClaimAsync(await store.StartHandlerAsync(), 3);
        Assert.Equal([ids[1], ids[2]], claims.Select(c => c.Id));
        Assert.Equal(OutcomeState.Failed, (await store.ViewAsync(ids[0])).Outcome);
    }

    [Fact]
    public async Task A_lease_that_cannot_go_back_ends_and_the_others_are_reaped()
    {
        (ITaskStore? store, IReadOnlyList<TaskClaim>? claims) = await ClaimThreeAsync();
        _file.Run($"CREATE TRIGGER poison BEFORE INSERT ON ready WHEN NEW.id = {claims[0].Id} BEGIN SELECT raise(ABORT, 'poison'); END");
        _time.Advance(Lease * 2);
        ReapAnswer report = await store.ReapAsync();
        Assert.Equal((2, 1), (report.Requeued, report.Ended.Count));
        Assert.Equal(claims[0].Id, report.Ended[0].Id);
    }

    [Fact]
    public async Task A_task_that_cannot_be_promoted_ends_and_the_others_are_promoted()
    {
        SqliteTaskStore store = await OpenAsync();
        var delay = TimeSpan.FromSeconds(1);
        var ids = (await store.SubmitAsync(Batch(NewTask(delay: delay), NewTask(delay: delay)))).Select(v => v.Id).ToList();
        _file.Run($"CREATE TRIGGER poison BEFORE INSERT ON ready WHEN NEW.id = {ids[0]} BEGIN SELECT raise(ABORT, 'poison'); END");
        _time.Advance(delay);
        Assert.Equal(1, (await store.PromoteAsync(10)).Count);
        Assert.Equal(OutcomeState.Failed, (await store.ViewAsync(ids[0])).Outcome);
        Assert.Null((await store.TickAsync([], Stop)).UntilDue);
    }

    [Fact]
    public async Task Eight_writers_in_two_stores_lose_nothing_and_store_nothing_twice()
    {
        ITaskStore[] stores = [await OpenAsync(), await OpenAsync()];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            ITaskStore store = stores[w % 2];
            MemberId handler = await store.StartHandlerAsync();
            for (int i = 0; i < 25; i++)
            {
                await store.SubmitAsync(Batch(NewTask(), NewTask()));
                IReadOnlyList<TaskClaim> claims = await store.ClaimAsync(handler, 2);
                IReadOnlyList<FinishAnswer> answers = await store.FinishAsync([.. claims.Select(c => End(c, Disposition.Succeeded))]);
                Assert.All(answers, a => Assert.Equal(FinishVerdict.Applied, a.Verdict));
            }
        })));
        Assert.Equal(400, _file.Numbers("SELECT count(*) FROM task")[0]);
        Assert.Equal(400, _file.Numbers("SELECT (SELECT count(*) FROM ready) + (SELECT count(*) FROM outcome)")[0]);
        Assert.Empty(_file.Numbers(SqliteConformance.Misplaced));
    }

    [Fact]
    public async Task A_reader_does_not_stop_writers_and_the_log_shrinks_when_it_is_gone()
    {
        SqliteTaskStore store = await OpenAsync();
        using (SqliteConnection reader = _file.Connect())
        {
            using Microsoft.Data.Sqlite.SqliteTransaction transaction = reader.BeginTransaction(deferred: true);
            SqliteSession.Number(reader, "SELECT count(*) FROM task");
            for (int i = 0; i < 30; i++)
            {
                await store.SubmitAsync(Batch([.. Enumerable.Range(0, 200).Select(_ => NewTask(new string('x', 1000)))]));
            }

            Assert.Equal(0, SqliteSession.Number(reader, "SELECT count(*) FROM task"));
            Assert.True(new FileInfo(_file.WalPath).Length > 4 << 20);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var watcher = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (new FileInfo(_file.WalPath).Length > 0)
        {
            Assert.True(await watcher.WaitForNextTickAsync(patience.Token));
        }
    }

    [Fact]
    public async Task Reads_that_overlap_without_end_do_not_let_the_log_grow_without_end()
    {
        SqliteTaskStore store = await OpenAsync();
        using var isOver = new ManualResetEventSlim();
        var readers = Task.Run(() => ReadWithoutAGap(isOver), Stop);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        // Until it was emptied: when readers do not make way in time, the next try comes after 10 s.
        for ((long size, long last) = (0L, 0L);
             size >= last && !patience.IsCancellationRequested;
             (last, size) = (size, new FileInfo(_file.WalPath).Length))
        {
            await store.SubmitAsync(NewTask(new string('x', 64 << 10)));
        }

        isOver.Set();
        await readers;
        Assert.False(patience.IsCancellationRequested);
    }

    private void ReadWithoutAGap(ManualResetEventSlim isOver)
    {
        using SqliteConnection one = _file.Connect(), other = _file.Connect();
        Begin(one);
        while (!isOver.Wait(TimeSpan.FromMilliseconds(1), Stop))
        {
            Begin(other);
            SqliteSession.Text(one, "ROLLBACK");
            Begin(one);
            SqliteSession.Text(other, "ROLLBACK");
        }

        static void Begin(SqliteConnection reader)
        {
            SqliteSession.Text(reader, "BEGIN");
            SqliteSession.Number(reader, "SELECT count(*) FROM queue");
        }
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void Synchronous_is_what_was_asked_for(bool durable, int expected)
    {
        using SqliteConnection connection = _file.Connect();
        SqliteSession.SetUpWriter(connection, new SqliteStoreOptions { Path = _file.Path, Durable = durable });
        Assert.Equal(expected, SqliteSession.Number(connection, "PRAGMA synchronous"));
        Assert.Equal("wal", SqliteSession.Text(connection, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_beat_gets_through_while_the_thread_pool_is_starved()
    {
        SqliteTaskStore store = await OpenAsync();
        MemberId handler = await store.StartHandlerAsync();
        using var release = new ManualResetEventSlim();
        using var beaten = new ManualResetEventSlim();
        var answer = default(BeatAnswer);
        // Far more than the pool will add threads for while this test runs.
        var blocked = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => release.Wait(Stop), Stop)).ToList();
        var beater = new Thread(() =>
        {
            answer = store.Beat(handler);
            beaten.Set();
        });
        beater.Start();
        bool inTime = beaten.Wait(TimeSpan.FromSeconds(10), Stop);
        release.Set();
        await Task.WhenAll(blocked);
        Assert.True(inTime);
        Assert.False(answer!.IsDead);
    }

    [Fact]
    public async Task A_full_disk_stores_nothing_and_works_again_when_there_is_room()
    {
        SqliteTaskStore store = await OpenAsync(maxPages: 60);
        Submission big = NewTask(new string('x', 300_000));
        await Assert.ThrowsAsync<StoreFullException>(() => store.SubmitAsync(Batch(NewTask(), big)));
        Assert.Equal(0, _file.Numbers("SELECT count(*) FROM task")[0]);
        TaskId small = await store.SubmitAsync(NewTask());
        Assert.NotNull(await store.FindAsync(small));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        SqliteTaskStore store = await OpenAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.SubmitAsync(Batch(NewTask())));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.FindAsync(new TaskId(1)));
    }

    [Fact]
    public async Task What_was_sent_before_the_closing_is_written()
    {
        SqliteTaskStore store = await OpenAsync();
        var submits = Enumerable.Range(0, 50).Select(_ => store.SubmitAsync(Batch(NewTask()))).ToList();
        await store.DisposeAsync();
        await Task.WhenAll(submits);
        Assert.Equal(50, _file.Numbers("SELECT count(*) FROM task")[0]);
    }

    [Fact]
    public async Task A_read_that_takes_too_long_is_stopped()
    {
        await OpenAsync();
        using var reader = new SqliteReader(_file.Path);
        using var impatient = new CancellationTokenSource();
        await impatient.CancelAsync();
        reader.Begin(impatient.Token);
        Assert.Throws<SqliteException>(
            () => reader["WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"].Number());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ITaskStore store in _opened)
        {
            await store.DisposeAsync();
        }

        _file.Dispose();
    }

    private async Task<SqliteTaskStore> OpenAsync(int maxPages = 0)
    {
        var options = new SqliteStoreOptions { Path = _file.Path, Durable = false, MaxPages = maxPages };
        var store = new SqliteTaskStore(options, _time, NullLogger<SqliteTaskStore>.Instance);
        _opened.Add(store);
        await store.OpenAsync(Stop);
        return store;
    }

    private async Task<(ITaskStore Store, IReadOnlyList<TaskClaim> Claims)> ClaimThreeAsync()
    {
        SqliteTaskStore store = await OpenAsync();
        await store.SubmitAsync(Batch(NewTask(), NewTask(), NewTask()));
        return (store, await store.ClaimAsync(await store.StartHandlerAsync(), 3));
    }
}
