using Errand.Storage.Messages;
using Errand.Storage.Sqlite;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Verbs;
using Errand.Storage.Sqlite.Writer;
using Errand.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>The moment between a commit and the disk: what is answered, what is seen, and what becomes of it when the disk fails.</summary>
public sealed class SqliteSyncTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly HeldDisk _disk = new();
    private readonly SqliteWriter _writer;
    private bool _isClosed;

    public SqliteSyncTests()
    {
        var options = new SqliteStoreOptions { Path = _file.Path };
        SqliteConnection connection = SqliteGate.Open(_file.Path);
        SqliteSession.SetUpWriter(connection, options);
        SqliteMigrations.Run(connection, NullLogger.Instance);
        var sync = new WalSync(_disk.Sync, NullLogger.Instance);
        _writer = new SqliteWriter(connection, sync, options, TimeProvider.System, NullLogger.Instance, () => { });
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isClosed)
        {
            await _writer.DisposeAsync().AsTask().Soon();
        }

        _disk.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_submit_is_seen_when_it_is_written_and_answered_when_it_is_on_the_disk()
    {
        Task<IReadOnlyList<SubmitAnswer>> answer = _writer.RunAsync(new SubmitWrite(Batch(NewTask())));
        await _disk.BeginsAsync();
        Assert.Equal([1L], CountTasks());
        Assert.False(answer.IsCompleted);
        _disk.End();
        Assert.Equal(SubmitVerdict.Accepted, Assert.Single(await answer.Soon()).Verdict);
    }

    [Fact]
    public async Task A_commit_that_waits_for_the_disk_takes_along_what_was_written_before()
    {
        Task<bool>? registered = null;
        await _writer.RunAsync(new FollowedSubmit(Batch(NewTask()), () => registered = JoinAsync())).Soon();
        Assert.True(await registered!.Soon());
        Assert.Equal(0, _disk.Syncs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_task_that_runs_already_and_whose_end_is_waited_for_gets_to_the_disk_with_its_outcome_or_soon(bool ends)
    {
        var handler = MemberId.New();
        await _writer.RunAsync(new JoinWrite(Entry(handler), Lease)).Soon();
        Task<IReadOnlyList<FinishAnswer>>? finished = null;
        var room = new FilledRoom(
            handler, claim => finished = ends ? _writer.RunAsync(new FinishWrite([End(claim, Disposition.Succeeded)])) : null);
        Task<IReadOnlyList<SubmitAnswer>> submitted = _writer.RunAsync(
            new SubmitWrite(Batch(NewTask()) with { Reservation = room, IsPatient = true }));
        if (!ends)
        {
            await _disk.BeginsAsync();
            Assert.False(submitted.IsCompleted);
            _disk.End();
        }

        Assert.True(Assert.Single(await submitted.Soon()).IsClaimed);
        if (finished is not null)
        {
            Assert.Equal(FinishVerdict.Applied, Assert.Single(await finished.Soon()).Verdict);
        }

        Assert.Equal(ends ? 0 : 1, _disk.Syncs);
    }

    [Fact]
    public async Task A_commit_that_wrote_nothing_takes_nothing_along()
    {
        Task<bool>? retired = null;
        Task<bool> submitted = _writer.RunAsync(new FollowedSubmit(Batch(NewTask()), () => retired = RetireNobodyAsync()));
        await _disk.BeginsAsync();
        Assert.False(await retired!.Soon());
        Assert.False(submitted.IsCompleted);
        _disk.End();
        await submitted.Soon();
    }

    [Fact]
    public async Task A_batch_sent_again_is_not_answered_before_it_is_on_the_disk()
    {
        SubmitRequest batch = Batch(NewTask());
        Task<IReadOnlyList<SubmitAnswer>>? again = null;
        Task<bool> submitted = _writer.RunAsync(new FollowedSubmit(batch, () =>
        {
            again = _writer.RunAsync(new SubmitWrite(batch));
            // Theirs is one commit, which would wait for the disk if it wrote anything.
            _ = RetireNobodyAsync();
        }));
        await _disk.BeginsAsync();
        Assert.False(submitted.IsCompleted || again!.IsCompleted);
        _disk.End();
        Assert.Equal(SubmitVerdict.Accepted, Assert.Single(await again.Soon()).Verdict);
        Assert.Equal([1L], CountTasks());
        Assert.Equal(1, _disk.Syncs);
    }

    [Fact]
    public async Task A_failed_sync_leaves_in_doubt_what_it_should_have_covered_and_nothing_is_stored_after_it()
    {
        _disk.Fail();
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => _writer.RunAsync(new SubmitWrite(Batch(NewTask()))).Soon());
        Assert.False(_writer.IsSound);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => JoinAsync().Soon());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _writer.RunAsync(new SubmitWrite(Batch(NewTask()))).Soon());
        Assert.Equal([1L], CountTasks());
        Assert.Equal(1, _disk.Syncs);
    }

    [Fact]
    public async Task Closing_brings_to_the_disk_what_would_have_got_there_a_moment_later()
    {
        var handler = MemberId.New();
        await _writer.RunAsync(new JoinWrite(Entry(handler), Lease)).Soon();
        var room = new FilledRoom(handler, _ => _isClosed = true);
        Task<IReadOnlyList<SubmitAnswer>> submitted = _writer.RunAsync(
            new SubmitWrite(Batch(NewTask()) with { Reservation = room, IsPatient = true }));
        Task closed = _writer.DisposeAsync().AsTask();
        _disk.End();
        await closed.Soon();
        Assert.True(Assert.Single(await submitted.Soon()).IsClaimed);
        Assert.Equal(1, _disk.Syncs);
    }

    [Fact]
    public async Task A_sync_of_SQLites_own_that_fails_leaves_in_doubt_what_was_written_before_it()
    {
        var sync = new WalSync(_disk.Sync, NullLogger.Instance);
        var submit = new SubmitWrite(Batch(NewTask()));
        sync.Committed([submit], hasWritten: true, isOnDisk: false);
        sync.Fail(new IOException("The disk is broken."));
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => submit.Answer.Soon());
        Assert.Throws<StoreUnavailableException>(sync.ThrowIfFailed);
        Assert.Null(sync.TimeLeft);
    }

    [Fact]
    public async Task Closing_waits_for_the_last_sync()
    {
        Task<IReadOnlyList<SubmitAnswer>> submitted = _writer.RunAsync(new SubmitWrite(Batch(NewTask())));
        await _disk.BeginsAsync();
        _isClosed = true;
        Task closed = _writer.DisposeAsync().AsTask();
        Assert.False(closed.IsCompleted);
        _disk.End();
        await closed.Soon();
        Assert.True(submitted.IsCompletedSuccessfully);
    }

    private Task<bool> JoinAsync() => _writer.RunAsync(new JoinWrite(Entry(MemberId.New()), Lease));

    private Task<bool> RetireNobodyAsync() => _writer.RunAsync(new LeaveWrite(MemberId.New()));

    private IReadOnlyList<long> CountTasks() => _file.Numbers("SELECT count(*) FROM task");

    /// <summary>A submit that has something follow as soon as it is written; what follows is in the writer's next commit.</summary>
    private sealed class FollowedSubmit(SubmitRequest batch, Action written) : SqliteWrite<bool>(WritePriority.Other)
    {
        private readonly SubmitWrite _submit = new(batch);

        public override SyncTime Sync => _submit.Sync;

        public override void Written() => written();

        protected override bool Execute(WriteScope scope)
        {
            _submit.Run(scope);
            return true;
        }
    }

    /// <summary>A handler's room, which does something at once with the one task that it is given.</summary>
    private sealed class FilledRoom(MemberId handler, Action<TaskClaim> given) : Reservation(
        new ClaimRequest(handler, Guid.NewGuid(), "q", 1))
    {
        public override void Give(IReadOnlyList<TaskClaim> claims) => given(Assert.Single(claims));

        public override void Dispose()
        {
        }
    }
}
