using System.Collections.Concurrent;
using Errand.Handler.Claiming;
using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

public abstract class FinishQueueTests(StoreKind kind) : OnEveryStore(kind), IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly ConcurrentQueue<FinishVerdict> _verdicts = new();
    private TestStore _place = null!;
    private WatchedStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _place = await CreateStoreAsync(_time);
        _store = _place.Connect(NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Outcomes_are_sent_again_until_the_store_gave_its_verdict()
    {
        TaskClaim claim = await ClaimAsync();
        int failures = 2;
        _store.Before = method => method == "Finish" && failures-- > 0 ? throw new InvalidOperationException("odd") : Task.CompletedTask;
        bool lost = false;
        _store.After = method =>
        {
            if (method == "Finish" && !lost)
            {
                lost = true;
                throw new OutcomeUnknownException("gone");
            }
        };
        FinishQueue submits = NewBatcher((_, _) => { });
        Task running = submits.RunAsync(Waiting.Stop);
        submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        submits.Add(StoreSteps.End(claim, Disposition.Failed));
        submits.Complete();
        await _time.TurnUntilAsync(running);
        Assert.Equal(4, _store.Calls("Finish"));
        Assert.Equal(FinishVerdict.Already, _verdicts.First());
        Assert.Equal(OutcomeState.Succeeded, (await _store.ViewAsync(claim.Id)).Outcome);
    }

    [Fact]
    public async Task A_claim_that_was_taken_over_is_stale_and_a_listener_that_throws_stops_nothing()
    {
        TaskClaim claim = await ClaimAsync();
        FinishQueue submits = NewBatcher((_, _) => throw new InvalidOperationException("odd"));
        Task running = submits.RunAsync(Waiting.Stop);
        submits.Add(StoreSteps.End(claim with { Attempt = 7 }, Disposition.Succeeded));
        submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        submits.Complete();
        await running.Soon();
        Assert.Equal([FinishVerdict.Stale, FinishVerdict.Applied], _verdicts);
    }

    [Fact]
    public async Task With_more_than_two_batches_unwritten_it_is_behind()
    {
        TaskClaim claim = await ClaimAsync();
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = _ => goOn.Task;
        FinishQueue submits = NewBatcher((_, _) => { });
        Task running = submits.RunAsync(Waiting.Stop);
        for (int i = 0; i < 2000; i++)
        {
            submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        }

        Assert.False(submits.IsBehind);
        submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        Assert.True(submits.IsBehind);
        goOn.SetResult();
        submits.Complete();
        await running.Soon();
        Assert.False(submits.IsBehind);
    }

    [Fact]
    public async Task Large_results_are_written_in_several_batches()
    {
        TaskClaim claim = await ClaimAsync();
        TaskCompletionSource goOn = Waiting.NewSignal();
        int batches = 0;
        _store.Before = _ =>
        {
            batches++;
            return goOn.Task;
        };
        FinishQueue submits = NewBatcher((_, _) => { });
        byte[] result = new byte[3 << 20];
        submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        Task running = submits.RunAsync(Waiting.Stop);
        for (int i = 0; i < 5; i++)
        {
            submits.Add(StoreSteps.End(claim, Disposition.Succeeded) with { Result = result });
        }

        goOn.SetResult();
        submits.Complete();
        await running.Soon();
        // The one that reaches 4 MiB is the last of its batch: 1, 2, 2 and 1.
        Assert.Equal(4, batches);
    }

    [Fact]
    public async Task A_store_that_hangs_is_abandoned_when_the_process_must_end()
    {
        TaskClaim claim = await ClaimAsync();
        _store.Before = _ => Task.Delay(Timeout.Infinite, Waiting.Stop);
        using var abandon = new CancellationTokenSource();
        FinishQueue submits = NewBatcher((_, _) => { });
        Task running = submits.RunAsync(abandon.Token);
        submits.Add(StoreSteps.End(claim, Disposition.Succeeded));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    [Fact]
    public async Task A_handler_that_is_behind_claims_nothing()
    {
        await ClaimAsync();
        await _store.SubmitAsync(StoreSteps.NewTask());
        using var member = new Member(_store, new LocalMembers(), _time, "handler", 1, NullLogger.Instance);
        await member.JoinAsync(Waiting.Stop);
        TaskCompletionSource<TaskClaim> claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource asked = Waiting.NewSignal();
        bool behind = true;
        var queues = new QueueRotation([]);
        queues.Add("q");
        var loop = new ClaimLoop(
            _store, member, new RunSlots(1, _ => Task.FromResult(true), () => true, () => { }, _time), new ClaimAhead(_time), queues,
            (claims, reserved) =>
            {
                claimed.SetResult(Assert.Single(claims));
                return reserved;
            },
            _ => { },
            () =>
            {
                asked.TrySetResult();
                return behind;
            },
            _time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        Task running = loop.RunAsync(stop.Token);
        await asked.Task.Soon();
        Assert.Equal(1, _store.Calls("Claim"));
        behind = false;
        loop.Wake();
        await claimed.Task.Soon();
        await stop.CancelAsync();
        await running.Soon();
    }

    private FinishQueue NewBatcher(Action<FinishRequest, FinishAnswer> decided) => new(
        _store,
        (request, answer) =>
        {
            _verdicts.Enqueue(answer.Verdict);
            decided(request, answer);
        },
        static () => { },
        _time, NullLogger.Instance);

    private async Task<TaskClaim> ClaimAsync()
    {
        await _store.OpenAsync(Waiting.Stop);
        await _store.SubmitAsync(StoreSteps.NewTask());
        return Assert.Single(await _store.ClaimAsync(await _store.StartHandlerAsync()));
    }
}

public sealed class SqliteFinishQueueTests() : FinishQueueTests(StoreKind.Sqlite);

public sealed class PostgresFinishQueueTests() : FinishQueueTests(StoreKind.Postgres);
