using Errand.Hosting;
using Errand.Signals;
using Errand.Storage;
using Errand.Submitting;
using Errand.Tests.Web;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Hosting;

public sealed class StoreOpeningTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLines _log = new();
    private readonly FakeTaskStore _store;

    public StoreOpeningTests() => _store = new FakeTaskStore(_time);

    [Fact]
    public async Task A_store_that_is_away_is_waited_for()
    {
        int tries = 0;
        _store.Open = () => ++tries < 3 ? throw new StoreUnavailableException("It is away.") : Task.CompletedTask;
        await _time.TurnUntilAsync(NewOpening().StartAsync(Waiting.Stop));
        Assert.Equal(3, tries);
        Assert.Contains("It is away.", _log.Lines.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_waited_for_longer_than_a_minute()
    {
        DateTimeOffset start = _time.GetUtcNow();
        _store.Open = () => throw new StoreUnavailableException("It is away.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _time.TurnUntilAsync(NewOpening().StartAsync(Waiting.Stop), 0.5));
        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromSeconds(60));
        // The first failure, and then one line every five seconds at most.
        Assert.InRange(_log.Lines.Count, 1, 13);
    }

    [Fact]
    public async Task A_store_that_must_not_be_used_is_refused_at_once()
    {
        _store.Open = () => throw new StoreRefusedException("It is newer.");
        await Assert.ThrowsAsync<StoreRefusedException>(() => NewOpening().StartAsync(Waiting.Stop));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_stop_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        _store.Open = () => throw new StoreUnavailableException("It is away.");
        Task start = NewOpening().StartAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.Soon());
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _log.Dispose();
    }

    private StoreOpening NewOpening()
    {
        using var logs = new LoggerFactory([_log]);
        var events = new TaskEvents(logs.CreateLogger<TaskEvents>());
        var waiters = new TaskWaiters(_store, _store, events, _time, logs.CreateLogger<TaskWaiters>());
        return new StoreOpening(
            _store, events, waiters, new QuietLifetime(), _time, logs.CreateLogger<StoreOpening>());
    }

    private sealed class QuietLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
