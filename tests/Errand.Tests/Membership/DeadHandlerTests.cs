using Errand.Signals;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Membership;

public abstract class DeadHandlerTests(StoreKind kind) : OnEveryStore(kind)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task The_runs_of_a_handler_that_was_declared_dead_are_stopped_and_their_tasks_run_again()
    {
        await using TestStore store = await CreateStoreAsync(_time);
        int runs = 0;
        TaskCompletionSource lost = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("once", async (CancellationToken cancel) =>
            {
                if (Interlocked.Increment(ref runs) == 1)
                {
                    using CancellationTokenRegistration _ = cancel.Register(() => lost.TrySetResult());
                    await Task.Delay(Timeout.Infinite, cancel);
                }
            }),
            _time, store: store);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId id = await host.SubmitAsync("once");
        await started.Soon();
        string before = (await host.ViewAsync(id)).Handler!;
        await store.RunAsync("UPDATE handler SET dead = true WHERE role = 'handler'");
        await host.TurnUntilAsync(lost.Task, 1);
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id), 1);
        Assert.Equal((OutcomeState.Succeeded, 2), (task.Outcome, task.Attempt));
        Assert.NotEqual(before, task.Handler);
        Assert.True(host.Log.Has(2003));
        Assert.True(host.Log.Has(2102));
    }

    [Fact]
    public async Task A_leap_of_the_clock_by_a_day_stops_nothing_for_good()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("long", () => release.Task);
                errand.MapTask("one", () => 1);
            },
            _time);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        TaskId running = await host.SubmitAsync("long");
        await started.Soon();
        string handler = (await host.ViewAsync(running)).Handler!;
        _time.Advance(TimeSpan.FromDays(1));
        TaskView next = await host.DoneAsync(await host.SubmitAsync("one")).Soon();
        Assert.Equal((OutcomeState.Succeeded, handler), (next.Outcome, next.Handler));
        release.SetResult();
        TaskView task = await host.DoneAsync(running).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1), (task.Outcome, task.Attempt));
    }
}

public sealed class SqliteDeadHandlerTests() : DeadHandlerTests(StoreKind.Sqlite);

public sealed class PostgresDeadHandlerTests() : DeadHandlerTests(StoreKind.Postgres);
