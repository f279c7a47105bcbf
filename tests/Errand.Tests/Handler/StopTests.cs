using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

public abstract class StopTests(StoreKind kind) : OnEveryStore(kind)
{
    private static readonly SubmitOptions OneTry = new() { MaxAttempts = 1 };

    [Fact]
    public async Task At_a_stop_nothing_is_claimed_and_what_runs_ends_within_the_grace_period()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("wait", () => release.Task), slots: 1, grace: TimeSpan.FromMinutes(1));
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId first = await host.SubmitAsync("wait");
        TaskId second = await host.SubmitAsync("wait");
        await started.Soon();
        Task stop = host.StopAsync();
        release.SetResult();
        await stop.Soon();
        Assert.Equal(TaskState.Done, (await host.Store.FindAsync(first, 0, Waiting.Stop))!.Status);
        Assert.Equal(TaskState.Waiting, (await host.Store.FindAsync(second, 0, Waiting.Stop))!.Status);
        Assert.Empty(await host.Store.ListMembersAsync(Waiting.Stop));
    }

    [Fact]
    public async Task After_the_grace_period_tokens_fire_and_the_try_is_given_back()
    {
        await using TestStore store = await CreateStoreAsync();
        TaskId id;
        await using (TestHost host = await StartAsync(
            errand => errand.MapTask("wait", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel)), store: store))
        {
            Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
            id = await host.SubmitAsync("wait", null, OneTry);
            await started.Soon();
            await host.StopAsync().Soon();
            TaskRecord? task = await host.Store.FindAsync(id, 0, Waiting.Stop);
            Assert.Equal((TaskState.Waiting, 1), (task!.Status, task.Attempt));
        }

        await using TestHost next = await StartAsync(errand => errand.MapTask("wait", () => 1), store: store);
        TaskView done = await next.DoneAsync(id).Soon();
        Assert.Equal((OutcomeState.Succeeded, 2), (done.Outcome, done.Attempt));
    }

    [Fact]
    public async Task A_run_that_ignores_its_token_at_a_stop_is_handed_back_after_three_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("deaf", () => release.Task), time);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId id = await host.SubmitAsync("deaf", null, OneTry);
        await started.Soon();
        DateTimeOffset before = time.GetUtcNow();
        await host.TurnUntilAsync(host.StopAsync());
        Assert.InRange(time.GetUtcNow() - before, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        TaskRecord? task = await host.Store.FindAsync(id, 0, Waiting.Stop);
        Assert.Equal((TaskState.Waiting, TaskReason.Ready), (task!.Status, task.Reason));
        Assert.Empty(await host.Store.ListMembersAsync(Waiting.Stop));
        release.SetResult();
    }

    [Fact]
    public async Task Outcomes_that_the_store_did_not_take_at_first_are_written_before_the_stop_ends()
    {
        int failures = 3;
        // Not before the function has returned: a stop without a grace period hands back what has not begun.
        TaskCompletionSource ended = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1),
            before: method =>
            {
                if (method != "Finish")
                {
                    return Task.CompletedTask;
                }

                ended.TrySetResult();
                return failures-- > 0 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
            });
        TaskId id = await host.SubmitAsync("one");
        await ended.Task.Soon();
        await host.StopAsync().Soon();
        Assert.Equal(OutcomeState.Succeeded, (await host.Store.FindAsync(id, 0, Waiting.Stop))!.Outcome);
    }

    [Fact]
    public async Task A_stop_ends_in_order_while_the_store_is_away()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1));
        host.Store.Before = _ => throw new StoreUnavailableException("away");
        await host.StopAsync().Soon();
        Assert.True(host.Log.Has(2103));
    }

    [Fact]
    public async Task A_claim_that_fails_while_the_handler_stops_does_not_keep_the_stop_from_its_order()
    {
        TaskCompletionSource claiming = Waiting.NewSignal();
        TaskCompletionSource fail = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1),
            before: async method =>
            {
                if (method == "Claim")
                {
                    claiming.TrySetResult();
                    await fail.Task;
                    throw new StoreUnavailableException("away");
                }
            });
        await host.SubmitElsewhereAsync("one");
        await claiming.Task.Soon();
        Task stop = host.StopAsync();
        await host.Stopping.Soon();
        fail.SetResult();
        await stop.Soon();
        Assert.Empty(await host.Store.ListMembersAsync(Waiting.Stop));
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1));
        await Task.WhenAll(host.StopAsync(), host.StopAsync()).Soon();
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task What_is_disposed_of_without_a_stop_leaves_no_loop_behind()
    {
        TestHost host = await StartAsync(
            errand => errand.MapTask("wait", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel)));
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        await host.SubmitAsync("wait");
        await started.Soon();
        RecordedLines log = host.Log;
        await host.DisposeAsync();
        int claims = host.Store.Calls("Claim");
        host.Events.PublishQueueReady("default");
        host.Events.PublishStoreChanged(StoreChange.Anything);
        Assert.Equal(claims, host.Store.Calls("Claim"));
        Assert.False(log.Has(2001));
    }
}

public sealed class SqliteStopTests() : StopTests(StoreKind.Sqlite);

public sealed class PostgresStopTests() : StopTests(StoreKind.Postgres);
