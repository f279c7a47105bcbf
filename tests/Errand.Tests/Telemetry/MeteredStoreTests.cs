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

        await new MeteredRunStore(store, _tasks, _requests).FinishAsync([Run(), Run()]);
        _events.PublishRunLost("fit");

        Assert.Equal(["1 task.type=add", "1 task.type=fit"], _measured.Of("errand.task.stale"));
        Assert.Empty(_measured.Of("errand.task.finished"));
        Assert.Empty(_measured.Of("errand.task.run.duration"));
    }

    [Fact]
    public async Task Tasks_of_a_batch_that_are_alike_are_counted_at_once()
    {
        FinishAnswer succeeded = new(FinishVerdict.Applied, OutcomeState.Succeeded);
        FinishAnswer failed = new(FinishVerdict.Applied, OutcomeState.Failed);
        FinishAnswer cancelled = new(FinishVerdict.Applied, OutcomeState.Cancelled);
        var store = new AnsweringStore { Finishes = [succeeded, failed, succeeded, cancelled, succeeded, succeeded] };
        var runs = new MeteredRunStore(store, _tasks, _requests);

        await runs.FinishAsync([.. "add add add add fit fit".Split(' ').Select(type => Run() with { Claim = Claim() with { Type = new TaskType(type) } })]);
        _tasks.Submitted(
            [.. "a a a b b a".Split(' ').Select(queue => NewTask() with { Queue = queue })],
            [.. "yyyyny".Select(each => new SubmitAnswer(each == 'y' ? SubmitVerdict.Accepted : SubmitVerdict.Refused))]);

        Assert.Equal(
            [
                "1 error.type=exception task.outcome=failed task.type=add", "1 task.outcome=cancelled task.type=add",
                "2 task.outcome=succeeded task.type=add", "2 task.outcome=succeeded task.type=fit",
            ],
            _measured.Of("errand.task.finished"));
        Assert.Equal(6, _measured.Of("errand.task.run.duration").Count);
        Assert.Equal(
            ["1 queue=a task.type=add", "1 queue=b task.type=add", "3 queue=a task.type=add"], _measured.Of("errand.task.submitted"));
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

    private static FinishRequest Run() => new()
    {
        Id = new TaskId(1),
        Attempt = 1,
        Disposition = Disposition.Succeeded,
        Claim = Claim(),
        Took = TimeSpan.FromSeconds(1),
    };

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
