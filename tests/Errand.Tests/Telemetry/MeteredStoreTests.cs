using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Telemetry;

/// <summary>What happens too seldom to be made to happen: runs that are taken away, and a store that fails.</summary>
public sealed class MeteredStoreTests : IDisposable
{
    private readonly Measured _measured = new();
    private readonly TaskEvents _events = new(NullLogger<TaskEvents>.Instance);
    private readonly TaskMetrics _tasks;
    private readonly StoreMetrics _requests;

    public MeteredStoreTests()
    {
        _tasks = new TaskMetrics(_measured, _events);
        _requests = new StoreMetrics(_tasks, TimeProvider.System);
    }

    [Fact]
    public async Task A_run_that_was_taken_away_is_stale()
    {
        var store = new AnsweringStore { Finishes = [new FinishAnswer(FinishVerdict.Stale), new FinishAnswer(FinishVerdict.PartsGone)] };
        var run = new FinishRequest
        {
            Id = new TaskId(1),
            Attempt = 1,
            Disposition = Disposition.Succeeded,
            Claim = Claim(),
            Took = TimeSpan.FromSeconds(1),
        };

        await new MeteredRunStore(store, _tasks, _requests).FinishAsync([run, run]);
        _events.PublishRunLost("fit");

        Assert.Equal(["1 task.type=add", "1 task.type=fit"], _measured.Of("errand.task.stale"));
        Assert.Empty(_measured.Of("errand.task.finished"));
        Assert.Empty(_measured.Of("errand.task.run.duration"));
    }

    [Fact]
    public async Task Runs_that_are_taken_from_their_handler_are_lost_and_some_of_them_end()
    {
        var store = new AnsweringStore
        {
            Reaped = new ReapAnswer(
                [], ["a", "b", "c"], [],
                [
                    new(new TaskId(2), "b", "q", OutcomeState.Failed), new(new TaskId(3), "c", "q", OutcomeState.Cancelled),
                ], false),
        };

        await new MeteredUpkeepStore(store, _tasks, _requests).ReapAsync(10, []);

        Assert.Equal(["1 task.type=a", "1 task.type=b", "1 task.type=c"], _measured.Of("errand.task.lost"));
        Assert.Equal(
            ["1 error.type=handler-lost task.outcome=failed task.type=b", "1 task.outcome=cancelled task.type=c"],
            _measured.Of("errand.task.finished"));
    }

    [Fact]
    public async Task A_request_that_fails_is_timed_with_its_error()
    {
        var store = new AnsweringStore();

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => new MeteredUpkeepStore(store, _tasks, _requests).PromoteAsync(1));
        Assert.Throws<StoreUnavailableException>(
            () => new MeteredMemberStore(store, _requests).Beat(new BeatRequest(MemberId.New(), Lease, [])));

        Assert.Equal(
            ["error.type=Errand.StoreUnavailableException operation=beat", "error.type=Errand.StoreUnavailableException operation=promote"],
            _measured.TagsOf("errand.store.duration"));
    }

    public void Dispose() => _measured.Dispose();

    private static TaskClaim Claim() => new()
    {
        Id = new TaskId(1),
        Attempt = 1,
        TriesLeft = 0,
        MaxAttempts = 1,
        Type = new TaskType("add"),
        Queue = "q",
        Args = default,
        Deadline = DateTimeOffset.UnixEpoch,
        TimeLeft = TimeSpan.FromSeconds(1),
    };
}
