using Errand.Storage.Sqlite;
using Errand.Submitting;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Submitting;

public sealed class WholeSubmitterTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private readonly WatchedStore _store;

    public WholeSubmitterTests() => _store = new WatchedStore(new SqliteTaskStore(
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
        await using WholeSubmitter submitter = NewSubmitter();

        IReadOnlyList<SubmitVerdict> verdicts = await submitter.SubmitAsync(Tasks(5000)).Soon();

        Assert.Equal(5000, verdicts.Select(verdict => verdict.Id).Distinct().Count());
        SubmitBatch batch = Assert.Single(_store.Batches);
        Assert.True(batch.IsWhole);
        Assert.Equal(5000, batch.Items.Count);
    }

    [Fact]
    public async Task A_batch_that_the_store_never_took_fails_as_a_whole()
    {
        await _store.OpenAsync(Waiting.Stop);
        _store.Before = _ => throw new StoreUnavailableException("away");
        await using WholeSubmitter submitter = NewSubmitter();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _time.TurnUntilAsync(submitter.SubmitAsync(Tasks(2))));

        Assert.All(_store.Batches, batch => Assert.Equal(2, batch.Items.Count));
        Assert.Equal([0L], _file.Numbers("SELECT count(*) FROM task"));
    }

    [Fact]
    public async Task The_seventeenth_batch_is_refused_at_once_while_single_submits_are_taken()
    {
        await _store.OpenAsync(Waiting.Stop);
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = async _ => await goOn.Task;
        await using WholeSubmitter submitter = NewSubmitter();
        await using var batcher = new SubmitBatcher(_store, _events, new LocalRoom(), _time);

        Task<IReadOnlyList<SubmitVerdict>>[] taken = [.. Enumerable.Range(0, 16).Select(_ => submitter.SubmitAsync(Tasks(300)))];
        Assert.True(submitter.IsFull);
        await Assert.ThrowsAsync<OverloadedException>(() => submitter.SubmitAsync(Tasks(1)));
        Assert.False(batcher.IsFull);
        Task<SubmitVerdict> single = batcher.SubmitAsync(StoreSteps.NewTask());

        goOn.SetResult();
        Assert.All(await Task.WhenAll(taken).Soon(), verdicts => Assert.Equal(300, verdicts.Count));
        Assert.Equal(SubmitResult.Accepted, (await single.Soon()).Result);
        Assert.False(submitter.IsFull);
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
        await using WholeSubmitter submitter = NewSubmitter();

        Task<IReadOnlyList<SubmitVerdict>>[] taken = [.. Enumerable.Range(0, 5).Select(_ => submitter.SubmitAsync(Tasks(10)))];
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
        WholeSubmitter submitter = NewSubmitter();
        Task<IReadOnlyList<SubmitVerdict>>[] taken = [.. Enumerable.Range(0, 5).Select(_ => submitter.SubmitAsync(Tasks(10)))];

        await submitter.DisposeAsync();

        Assert.All(await Task.WhenAll(taken).Soon(), verdicts => Assert.All(
            verdicts, verdict => Assert.Equal(SubmitResult.Accepted, verdict.Result)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => submitter.SubmitAsync(Tasks(1)));
        Assert.False(submitter.IsFull);
    }

    private static Submission[] Tasks(int count) => [.. Enumerable.Range(0, count).Select(_ => StoreSteps.NewTask())];

    private WholeSubmitter NewSubmitter() => new(_store, _events, _time);
}
