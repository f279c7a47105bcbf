using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Storage.Sqlite;
using Errand.Submitting;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Submitting;

public sealed class BatchSubmitterTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private readonly WatchedStore _store;

    public BatchSubmitterTests() => _store = new WatchedStore(new SqliteTaskStore(
        new SqliteStoreOptions { Path = _file.Path, Durable = false }, _time, NullLogger<SqliteTaskStore>.Instance));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task What_belongs_together_is_one_batch_of_the_store()
    {
        await _store.OpenAsync(Waiting.Stop);
        await using BatchSubmitter responder = NewSubmitter();

        IReadOnlyList<SubmitAnswer> verdicts = await responder.SubmitAsync(Tasks(5000)).Soon();

        Assert.Equal(5000, verdicts.Select(verdict => verdict.Id).Distinct().Count());
        SubmitRequest batch = Assert.Single(_store.Batches);
        Assert.True(batch.IsAllOrNone);
        Assert.Equal(5000, batch.Items.Count);
    }

    [Fact]
    public async Task A_batch_that_the_store_never_took_fails_as_a_whole()
    {
        await _store.OpenAsync(Waiting.Stop);
        _store.Before = _ => throw new StoreUnavailableException("away");
        await using BatchSubmitter responder = NewSubmitter();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _time.TurnUntilAsync(responder.SubmitAsync(Tasks(2))));

        Assert.All(_store.Batches, batch => Assert.Equal(2, batch.Items.Count));
        Assert.Equal([0L], _file.Numbers("SELECT count(*) FROM task"));
    }

    [Fact]
    public async Task The_seventeenth_batch_is_refused_at_once_while_single_submits_are_taken()
    {
        await _store.OpenAsync(Waiting.Stop);
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = async _ => await goOn.Task;
        await using BatchSubmitter responder = NewSubmitter();
        await using var submits = new SubmitQueue(_store, _events, new LocalHandlers(), _time);

        Task<IReadOnlyList<SubmitAnswer>>[] taken = [.. Enumerable.Range(0, 16).Select(_ => responder.SubmitAsync(Tasks(300)))];
        Assert.True(responder.IsFull);
        await Assert.ThrowsAsync<OverloadedException>(() => responder.SubmitAsync(Tasks(1)));
        Assert.False(submits.IsFull);
        Task<SubmitAnswer> single = submits.SubmitAsync(StoreSteps.NewTask());

        goOn.SetResult();
        Assert.All(await Task.WhenAll(taken).Soon(), verdicts => Assert.Equal(300, verdicts.Count));
        Assert.Equal(SubmitVerdict.Accepted, (await single.Soon()).Verdict);
        Assert.False(responder.IsFull);
    }

    [Fact]
    public async Task Two_batches_are_under_way_at_a_time()
    {
        await _store.OpenAsync(Waiting.Stop);
        using var underWay = new SemaphoreSlim(0);
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = async _ =>
        {
            underWay.Release();
            await goOn.Task;
        };
        await using BatchSubmitter responder = NewSubmitter();

        Task<IReadOnlyList<SubmitAnswer>>[] taken = [.. Enumerable.Range(0, 5).Select(_ => responder.SubmitAsync(Tasks(10)))];
        await underWay.WaitAsync(Waiting.Stop);
        await underWay.WaitAsync(Waiting.Stop);
        Assert.Equal(2, _store.Batches.Count);

        goOn.SetResult();
        await Task.WhenAll(taken).Soon();
        Assert.Equal(5, _store.Batches.Count);
    }

    [Fact]
    public async Task Disposing_stores_what_was_taken_and_takes_no_more()
    {
        await _store.OpenAsync(Waiting.Stop);
        BatchSubmitter responder = NewSubmitter();
        Task<IReadOnlyList<SubmitAnswer>>[] taken = [.. Enumerable.Range(0, 5).Select(_ => responder.SubmitAsync(Tasks(10)))];

        await responder.DisposeAsync();

        Assert.All(await Task.WhenAll(taken).Soon(), verdicts => Assert.All(
            verdicts, verdict => Assert.Equal(SubmitVerdict.Accepted, verdict.Verdict)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => responder.SubmitAsync(Tasks(1)));
        Assert.False(responder.IsFull);
    }

    private static Submission[] Tasks(int count) => [.. Enumerable.Range(0, count).Select(_ => StoreSteps.NewTask())];

    private BatchSubmitter NewSubmitter() => new(_store, _events, _time);
}
