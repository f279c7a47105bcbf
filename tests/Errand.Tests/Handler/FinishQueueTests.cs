using System.Buffers;
using Errand.Handler.Claiming;
using Errand.Handler.Running;
using Errand.Membership;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Tests.Web;
using Errand.Types;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

public abstract class FinishQueueTests(StoreKind kind) : OnEveryStore(kind), IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
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
        using var finishes = new TestFinishes(_store, _time);
        Task running = finishes.RunAsync(Waiting.Stop);
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Failed));
        finishes.Queue.Complete();
        await _time.TurnUntilAsync(running);
        Assert.Equal(4, _store.Calls("Finish"));
        Assert.Equal(FinishVerdict.Already, _store.Finishes.First().Verdict);
        Assert.Equal(OutcomeState.Succeeded, (await _store.ViewAsync(claim.Id)).Outcome);
    }

    [Fact]
    public async Task A_claim_that_was_taken_over_is_stale_and_a_listener_that_throws_stops_nothing()
    {
        TaskClaim claim = await ClaimAsync();
        using var finishes = new TestFinishes(_store, _time);
        finishes.BreakLedger();
        Task running = finishes.RunAsync(Waiting.Stop);
        finishes.Queue.Add(StoreSteps.End(claim with { Attempt = 7 }, Disposition.Succeeded));
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        finishes.Queue.Complete();
        await running.Soon();
        Assert.Equal([FinishVerdict.Stale, FinishVerdict.Applied], _store.Finishes.Select(answer => answer.Verdict));
        Assert.Equal([2014, 2014], finishes.Log.Lines.Select(line => line.Event));
    }

    [Fact]
    public async Task With_more_than_two_batches_unwritten_it_is_behind()
    {
        TaskClaim claim = await ClaimAsync();
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = _ => goOn.Task;
        using var finishes = new TestFinishes(_store, _time);
        Task running = finishes.RunAsync(Waiting.Stop);
        for (int i = 0; i < 2000; i++)
        {
            finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        }

        Assert.False(finishes.Queue.IsBehind);
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        Assert.True(finishes.Queue.IsBehind);
        goOn.SetResult();
        finishes.Queue.Complete();
        await running.Soon();
        Assert.False(finishes.Queue.IsBehind);
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
        using var finishes = new TestFinishes(_store, _time);
        var result = new ReadOnlySequence<byte>(new byte[64 << 10]);
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        Task running = finishes.RunAsync(Waiting.Stop);
        for (int i = 0; i < 130; i++)
        {
            finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded) with { Result = result });
        }

        goOn.SetResult();
        finishes.Queue.Complete();
        await running.Soon();
        // The one that reaches 4 MiB is the last of its batch: 1, 64, 64 and 2.
        Assert.Equal(4, batches);
    }

    [Fact]
    public async Task A_store_that_hangs_is_abandoned_when_the_process_must_end()
    {
        TaskClaim claim = await ClaimAsync();
        _store.Before = _ => Task.Delay(Timeout.Infinite, Waiting.Stop);
        using var abandon = new CancellationTokenSource();
        using var finishes = new TestFinishes(_store, _time);
        Task running = finishes.RunAsync(abandon.Token);
        finishes.Queue.Add(StoreSteps.End(claim, Disposition.Succeeded));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    [Fact]
    public async Task A_handler_that_is_behind_claims_nothing()
    {
        TaskClaim before = await ClaimAsync();
        await _store.SubmitAsync(StoreSteps.NewTask());
        using var member = new Member(_store, new LocalMembers(), _time, "handler", 1, NullLogger.Instance);
        await member.JoinAsync(Waiting.Stop);
        TaskCompletionSource goOn = Waiting.NewSignal();
        _store.Before = method => method == "Finish" ? goOn.Task : Task.CompletedTask;
        using var finishes = new TestFinishes(_store, _time);
        for (int i = 0; i <= 2000; i++)
        {
            finishes.Queue.Add(StoreSteps.End(before, Disposition.Succeeded));
        }

        TaskCompletionSource<TaskClaim> claimed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var runner = new TestRunner(claim =>
        {
            claimed.SetResult(claim);
            return Task.FromResult(true);
        });
        var queues = new QueueRotation([]);
        queues.Add("q");
        var intake = new Intake(
            member, new RunSlots(1, runner, member, finishes.Wake, _time), new ClaimAhead(_time), queues, finishes.Ledger,
            new TaskRegistry([FakeTypes.Add]));
        var loop = new ClaimLoop(_store, member, intake, finishes.Wake, _time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        Task finishing = finishes.RunAsync(Waiting.Stop);
        // Returns at its first wait: for a claim, or for a change.
        Task running = loop.RunAsync(stop.Token);
        Assert.Equal(1, _store.Calls("Claim"));
        goOn.SetResult();
        TaskClaim next = await claimed.Task.Soon();
        Assert.NotEqual(before.Id, next.Id);
        finishes.Queue.Complete();
        await finishing.Soon();
        await stop.CancelAsync();
        await running.Soon();
    }

    private async Task<TaskClaim> ClaimAsync()
    {
        await _store.OpenAsync(Waiting.Stop);
        await _store.SubmitAsync(StoreSteps.NewTask());
        return Assert.Single(await _store.ClaimAsync(await _store.StartHandlerAsync()));
    }
}

public sealed class SqliteFinishQueueTests() : FinishQueueTests(StoreKind.Sqlite);

public sealed class PostgresFinishQueueTests() : FinishQueueTests(StoreKind.Postgres);
