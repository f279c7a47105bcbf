using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Upkeep;

public abstract class UpkeepLoopTests(StoreKind kind) : OnEveryStore(kind)
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_task_for_later_runs_at_its_instant_and_not_before()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time);
        TaskId id = await host.SubmitAsync("one", null, new SubmitOptions { Delay = TimeSpan.FromSeconds(20) });
        DateTimeOffset due = (await host.ViewAsync(id)).RunAt!.Value;
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id));
        Assert.InRange(task.StartedAt!.Value, due, due.AddSeconds(2));
    }

    [Fact]
    public async Task What_becomes_scheduled_while_the_loop_looks_is_not_overslept()
    {
        TaskCompletionSource looking = Waiting.NewSignal();
        TaskCompletionSource goOn = Waiting.NewSignal();
        bool hold = false;
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), _time);
        host.Store.After = method =>
        {
            if (method == "Tick" && hold)
            {
                hold = false;
                looking.SetResult();
                Assert.True(goOn.Task.Wait(TimeSpan.FromSeconds(30), CancellationToken.None));
            }
        };
        hold = true;
        host.Events.PublishStoreChanged(StoreChange.Anything);
        await looking.Task.Soon();
        TaskId id = await host.SubmitAsync("one", null, new SubmitOptions { Delay = TimeSpan.FromSeconds(1) });
        DateTimeOffset due = (await host.ViewAsync(id)).RunAt!.Value;
        goOn.SetResult();
        TaskView task = await host.TurnUntilAsync(host.DoneAsync(id));
        Assert.InRange(task.StartedAt!.Value, due, due.AddSeconds(5));
    }

    [Fact]
    public async Task However_many_tasks_are_due_the_loop_looks_at_all_else_now_and_then()
    {
        const int Due = 11_000;
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        for (int i = 0; i < Due; i += 500)
        {
            await host.Store.SubmitAsync(
                StoreSteps.Batch([.. Enumerable.Range(0, 500).Select(_ => StoreSteps.NewTask(delay: TimeSpan.FromSeconds(20)))])).Soon();
        }

        (int moves, int longest, TaskCompletionSource? moved) = (0, 0, Waiting.NewSignal());
        host.Store.After = method =>
        {
            moves = method switch { "Promote" => moves + 1, "Tick" => 0, _ => moves };
            longest = Math.Max(longest, moves);
            // A batch that is not full is the last one.
            if (host.Store.Calls("Promote") > Due / 1000)
            {
                moved.TrySetResult();
            }
        };
        _time.Advance(TimeSpan.FromSeconds(21));
        await host.TurnUntilAsync(moved.Task, 1);

        Assert.Equal(10, longest);
    }

    [Fact]
    public async Task Another_processs_dead_handler_is_reaped_but_not_in_the_first_lease_time()
    {
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        DateTimeOffset start = _time.GetUtcNow();
        TaskId id = await TakeByStrangerAsync(host);
        await host.TurnUntilAsync(FreedAsync(host, id), 0.25);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(18));
    }

    [Fact]
    public async Task After_an_outage_live_handlers_get_one_lease_time_to_beat()
    {
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        TaskId id = await TakeByStrangerAsync(host);
        // Its lease runs out during the outage.
        TaskCompletionSource failed = Waiting.NewSignal();
        host.Store.Before = method => method == "Tick" ? Fail() : Task.CompletedTask;
        for (int i = 0; i < 80; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        host.Events.PublishStoreChanged(StoreChange.Anything);
        await failed.Task.Soon();

        // The last failure is no sign of the end: handlers on other machines may hear of it as late as this one.
        DateTimeOffset? over = null;
        host.Store.Before = _ => Task.CompletedTask;
        host.Store.After = method => over ??= method == "Tick" ? _time.GetUtcNow() : null;
        await host.TurnUntilAsync(FreedAsync(host, id), 0.25);
        Assert.InRange(_time.GetUtcNow() - over!.Value, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(18));

        Task Fail()
        {
            failed.TrySetResult();
            throw new StoreUnavailableException("away");
        }
    }

    [Fact]
    public async Task While_beats_fail_nobody_is_taken_for_dead_though_reads_are_answered()
    {
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        TaskId id = await TakeByStrangerAsync(host);
        host.Store.Before = method => method == "Beat" ? throw new StoreUnavailableException("read-only") : Task.CompletedTask;
        for (int i = 0; i < 240; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.25));
            await Task.Delay(1, Waiting.Stop);
        }

        Assert.Equal(TaskState.Running, (await host.Store.FindAsync(id, 0, Waiting.Stop))!.Status);
        host.Store.Before = _ => Task.CompletedTask;
        await host.TurnUntilAsync(FreedAsync(host, id), 0.25);
    }

    [Fact]
    public async Task The_end_of_a_lease_to_the_very_instant_makes_nobody_spin()
    {
        await using TestHost host = await StartAsync(_ => { }, _time, roles: ErrandRoles.Janitor);
        await TakeByStrangerAsync(host);
        _time.Advance(TimeSpan.FromSeconds(15));
        int before = host.Store.Calls("Reap");
        host.Events.PublishStoreChanged(StoreChange.Anything);
        await Task.Delay(200, Waiting.Stop); // Real time, in which the clock of the server stands still.
        Assert.InRange(host.Store.Calls("Reap") - before, 0, 2);
    }

    private static async Task FreedAsync(TestHost host, TaskId id)
    {
        while ((await host.Store.FindAsync(id, 0, Waiting.Stop))!.Status == TaskState.Running)
        {
            await Task.Delay(1, Waiting.Stop);
        }
    }

    /// <summary>A task that a handler of another process, which never beats, has claimed.</summary>
    private static async Task<TaskId> TakeByStrangerAsync(TestHost host)
    {
        TaskId id = await host.Store.SubmitAsync(StoreSteps.NewTask());
        MemberId stranger = await host.Store.StartHandlerAsync();
        Assert.Single(await host.Store.ClaimAsync(stranger));
        host.Events.PublishStoreChanged(StoreChange.Anything);
        return id;
    }
}

public sealed class SqliteUpkeepLoopTests() : UpkeepLoopTests(StoreKind.Sqlite);

public sealed class PostgresUpkeepLoopTests() : UpkeepLoopTests(StoreKind.Postgres);
