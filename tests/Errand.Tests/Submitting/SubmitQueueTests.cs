using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Storage.Sqlite;
using Errand.Submitting;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Submitting;

public sealed class SubmitQueueTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private WatchedStore? _store;

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _file.Dispose();
    }

    [Fact]
    public async Task What_waits_while_a_commit_runs_is_the_next_batch()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource first = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        store.Before = async _ =>
        {
            first.TrySetResult();
            await goOn.Task;
        };
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        Task<SubmitAnswer> alone = submits.SubmitAsync(StoreSteps.NewTask());
        await first.Task.Soon();
        Task<SubmitAnswer>[] others = [.. Enumerable.Range(0, 300).Select(_ => submits.SubmitAsync(StoreSteps.NewTask()))];
        goOn.SetResult();
        SubmitAnswer[] verdicts = await Task.WhenAll([alone, .. others]).Soon();
        Assert.Equal([1, 256, 44], store.Batches.Select(batch => batch.Items.Count));
        Assert.Equal(301, verdicts.Select(verdict => verdict.Id).Distinct().Count());
        Assert.All(verdicts, verdict => Assert.Equal(SubmitVerdict.Accepted, verdict.Verdict));
    }

    [Fact]
    public async Task A_batch_holds_about_a_megabyte_at_most()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource first = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        store.Before = async _ =>
        {
            first.TrySetResult();
            await goOn.Task;
        };
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        string args = $$"""{"a":"{{new string('x', 400_000)}}"}""";
        Task<SubmitAnswer> alone = submits.SubmitAsync(StoreSteps.NewTask());
        await first.Task.Soon();
        Task<SubmitAnswer>[] others = [.. Enumerable.Range(0, 5).Select(_ => submits.SubmitAsync(StoreSteps.NewTask(args)))];
        goOn.SetResult();
        await Task.WhenAll([alone, .. others]).Soon();
        Assert.Equal([1, 3, 2], store.Batches.Select(batch => batch.Items.Count));
    }

    [Fact]
    public async Task A_batch_in_doubt_is_sent_again_with_the_same_nonce_and_stored_once()
    {
        WatchedStore store = await OpenAsync();
        int doubts = 2, refusals = 1;
        store.After = _ =>
        {
            if (doubts-- > 0)
            {
                throw new OutcomeUnknownException("gone");
            }
        };
        store.Before = _ => doubts == 0 && refusals-- > 0 ? throw new StoreFullException("full") : Task.CompletedTask;
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        SubmitAnswer verdict = await _time.TurnUntilAsync(submits.SubmitAsync(StoreSteps.NewTask()));
        Assert.Equal(SubmitVerdict.Accepted, verdict.Verdict);
        Assert.InRange(store.Batches.Count, 3, 4);
        Assert.Single(store.Batches.Select(batch => batch.Nonce).Distinct());
        Assert.Equal([1L], _file.Numbers("SELECT count(*) FROM task"));
    }

    [Fact]
    public async Task A_submit_that_stays_in_doubt_says_so_after_ten_seconds()
    {
        WatchedStore store = await OpenAsync();
        bool sent = false;
        store.Before = _ => sent ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        store.After = _ =>
        {
            sent = true;
            throw new OutcomeUnknownException("gone");
        };
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        DateTimeOffset start = _time.GetUtcNow();
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => _time.TurnUntilAsync(submits.SubmitAsync(StoreSteps.NewTask())));
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(13));
    }

    [Fact]
    public async Task A_submit_waits_ten_seconds_for_a_store_that_is_away()
    {
        WatchedStore store = await OpenAsync();
        store.Before = _ => throw new StoreUnavailableException("away");
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        DateTimeOffset start = _time.GetUtcNow();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _time.TurnUntilAsync(submits.SubmitAsync(StoreSteps.NewTask())));
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(13));
        store.Before = _ => Task.CompletedTask;
        Assert.Equal(SubmitVerdict.Accepted, (await submits.SubmitAsync(StoreSteps.NewTask()).Soon()).Verdict);
    }

    [Fact]
    public async Task A_submit_waits_ten_seconds_for_a_store_that_hangs_and_so_does_one_behind_it()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource sent = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        store.Before = async _ =>
        {
            sent.TrySetResult();
            await goOn.Task;
        };
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        DateTimeOffset start = _time.GetUtcNow();
        Task<SubmitAnswer> inDoubt = submits.SubmitAsync(StoreSteps.NewTask());
        await sent.Task.Soon();
        Task<SubmitAnswer> unsent = submits.SubmitAsync(StoreSteps.NewTask());
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => _time.TurnUntilAsync(inDoubt));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _time.TurnUntilAsync(unsent));
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(13));
        goOn.SetResult();
        Assert.Equal(SubmitVerdict.Accepted, (await submits.SubmitAsync(StoreSteps.NewTask()).Soon()).Verdict);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_says_how_long_it_takes()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource first = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        store.Before = async _ =>
        {
            first.TrySetResult();
            await goOn.Task;
        };
        await using var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        List<Task<SubmitAnswer>> taken = [submits.SubmitAsync(StoreSteps.NewTask())];
        await first.Task.Soon();
        Submission task = StoreSteps.NewTask();
        taken.AddRange(Enumerable.Range(0, 4096).Select(_ => submits.SubmitAsync(task)));
        Assert.True(submits.IsFull);
        _time.Advance(TimeSpan.FromSeconds(4));
        OverloadedException refused = await Assert.ThrowsAsync<OverloadedException>(() => submits.SubmitAsync(task));
        Assert.Equal(TimeSpan.FromSeconds(4), refused.QueueTime);
        goOn.SetResult();
        await Task.WhenAll(taken).Soon();
        Assert.False(submits.IsFull);
    }

    [Fact]
    public async Task Disposing_stores_what_was_taken_and_takes_no_more()
    {
        WatchedStore store = await OpenAsync();
        var submits = new SubmitQueue(store, _events, new LocalHandlers(), _time);
        Task<SubmitAnswer>[] taken = [.. Enumerable.Range(0, 500).Select(_ => submits.SubmitAsync(StoreSteps.NewTask()))];
        await submits.DisposeAsync();
        Assert.All(taken, task => Assert.True(task.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => submits.SubmitAsync(StoreSteps.NewTask()));
        Assert.False(submits.IsFull);
    }

    [Fact]
    public async Task A_row_that_the_store_refuses_is_answered_as_refused()
    {
        await using var submits = new SubmitQueue(
            new FakeTaskStore(_time) { Verdict = SubmitVerdict.Refused }, _events, new LocalHandlers(), _time);
        Assert.Equal(SubmitVerdict.Refused, (await submits.SubmitAsync(StoreSteps.NewTask()).Soon()).Verdict);
    }

    private async Task<WatchedStore> OpenAsync()
    {
        _store = new WatchedStore(new SqliteTaskStore(
            new SqliteStoreOptions { Path = _file.Path, Durable = false }, _time, NullLogger<SqliteTaskStore>.Instance));
        await _store.OpenAsync(Waiting.Stop);
        return _store;
    }
}
