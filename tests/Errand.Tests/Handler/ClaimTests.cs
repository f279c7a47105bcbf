using System.Collections.Concurrent;
using Errand.Handler.Running;
using Errand.Signals;
using Errand.Storage;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Handler;

public abstract class ClaimTests(StoreKind kind) : OnEveryStore(kind)
{
    [Fact]
    public async Task Slow_tasks_are_claimed_for_free_slots_only()
    {
        using var release = new SemaphoreSlim(0);
        int running = 0, most = 0;
        TaskCompletionSource full = Waiting.NewSignal();
        await using TestHost host = await StartAsync(errand => errand.MapTask("slow", async () =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            if (now == 2)
            {
                full.TrySetResult();
            }

            await release.WaitAsync();
            Interlocked.Decrement(ref running);
        }));
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.SubmitElsewhereAsync("slow")));
        await full.Task.Soon();
        Assert.Equal(2, host.Store.Claims.Sum(claim => claim.Answer.Claims.Count));
        release.Release(6);
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Fast_tasks_are_claimed_ahead_many_at_once()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("fast", (int i) => i));
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => host.SubmitAsync("fast", new { i })));
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Contains(host.Store.Claims, claim => claim.Answer.Claims.Count > claim.Request.Slots);
        Assert.InRange(host.Store.Claims.Count, 1, 2000);
    }

    [Fact]
    public async Task A_task_on_its_last_try_is_never_claimed_ahead()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("fast", (int i) => i).WithMaxAttempts(1));
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.SubmitAsync("fast", new { i })));
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.All(host.Store.Claims, claim => Assert.True(claim.Answer.Claims.Count <= claim.Request.Slots));
    }

    [Fact]
    public void What_is_claimed_ahead_follows_what_was_finished_in_the_last_window_or_so_far_in_this_one()
    {
        var time = new FakeTimeProvider();
        var ahead = new ClaimAhead(time);
        Assert.Equal(0, ahead.Count);
        Finish(30);
        Assert.Equal(30, ahead.Count);
        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(30, ahead.Count);
        Finish(40);
        Assert.Equal(40, ahead.Count);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, ahead.Count);

        void Finish(int count)
        {
            for (int i = 0; i < count; i++)
            {
                ahead.Finished();
            }
        }
    }

    [Fact]
    public async Task What_waits_ahead_behind_a_slow_task_is_given_to_others()
    {
        var time = new FakeTimeProvider();
        TaskCompletionSource release = Waiting.NewSignal();
        using var handler = new TestSlots(_ => Claims.EndWithSlotAsync(release.Task)) { Time = time };
        RunSlots slots = await handler.CreateAsync(1);
        Assert.All(new long[] { 1, 2, 3 }, id => Assert.True(TestSlots.TryAdd(slots, id)));
        Assert.Empty(slots.TakeOverdue());
        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal([2L, 3L], slots.TakeOverdue().Select(claim => claim.Id.Value));
        Assert.Equal((1, 0), (slots.Running, slots.Ahead));
        Assert.Empty(slots.Close());
        Assert.False(TestSlots.TryAdd(slots, 4));
        release.SetResult();
        await slots.Idle.Soon();
    }

    [Fact]
    public async Task What_waits_ahead_does_not_start_while_its_handler_may_be_dead()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        var ran = new ConcurrentQueue<long>();
        using var handler = new TestSlots(claim =>
        {
            ran.Enqueue(claim.Id.Value);
            return Claims.EndWithSlotAsync(release.Task);
        });
        RunSlots slots = handler.CreateSilent(1);
        TestSlots.TryAdd(slots, 1);
        TestSlots.TryAdd(slots, 2);
        release.SetResult();
        await handler.Wake.WaitAsync(null, TimeProvider.System, Waiting.Stop).Soon();
        Assert.Equal((0, 1), (slots.Running, slots.Ahead));
        Assert.Equal([1L], ran);
    }

    [Fact]
    public async Task A_handler_serves_its_queues_in_turn_and_the_highest_priority_first()
    {
        TaskCompletionSource release = Waiting.NewSignal();
        var order = new ConcurrentQueue<string>();
        await using TestHost host = await StartAsync(
            errand =>
            {
                errand.MapTask("block", () => release.Task);
                errand.MapTask("note", (string name) => order.Enqueue(name));
            },
            slots: 1);
        Task<TaskEvent> started = host.NextAsync(TaskEventKind.Started);
        await host.SubmitAsync("block");
        await started.Soon();
        TaskId[] ids =
        [
            await host.SubmitAsync("note", new { name = "low" }, new SubmitOptions { Priority = -1 }),
            await host.SubmitAsync("note", new { name = "first" }),
            await host.SubmitAsync("note", new { name = "second" }),
            await host.SubmitAsync("note", new { name = "high" }, new SubmitOptions { Priority = 1 }),
        ];
        release.SetResult();
        await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(["high", "first", "second", "low"], order);
    }

    [Fact]
    public async Task A_handler_leaves_queues_alone_that_it_does_not_serve()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("add", (int x, int y) => x + y), queues: ["mine"]);
        var args = new { x = 1, y = 2 };
        TaskId other = await host.SubmitAsync("add", args);
        TaskId mine = await host.SubmitAsync("add", args, new SubmitOptions { Queue = "mine" });
        await host.DoneAsync(mine).Soon();
        Assert.Equal(TaskState.Waiting, (await host.ViewAsync(other)).Status);
        Assert.All(host.Store.Claims, claim => Assert.Equal("mine", claim.Request.Queue));
    }

    [Fact]
    public async Task A_process_can_be_several_handlers()
    {
        using var all = new Barrier(3);
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("meet", () => all.SignalAndWait(Waiting.Stop)), slots: 1, handlers: 3);
        TaskId[] ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.SubmitAsync("meet")));
        TaskView[] tasks = await Task.WhenAll(ids.Select(host.DoneAsync)).Soon();
        Assert.Equal(3, tasks.Select(task => task.Handler).Distinct().Count());
        IReadOnlyList<LiveMember> listed = await host.Store.ListMembersAsync(Waiting.Stop);
        Assert.Equal(["handler", "handler", "handler", "janitor"], listed.Select(member => member.Entry.Role).Order());
    }

    [Fact]
    public async Task Work_that_is_there_at_the_start_is_claimed_at_once()
    {
        // The clock stands still: no routine look brings the news.
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using TestStore store = await CreateStoreAsync(time);
        TaskId id;
        await using (TestHost submits = await StartAsync(
            errand => errand.MapTask("one", () => 1), time, store: store, roles: ErrandRoles.None))
        {
            id = await submits.SubmitAsync("one");
            await submits.StopAsync();
        }

        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), time, store: store);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(id).Soon()).Outcome);
    }

    [Fact]
    public async Task A_claim_that_fails_is_made_again()
    {
        int failures = 2;
        await using TestHost host = await StartAsync(
            errand => errand.MapTask("one", () => 1),
            before: method => method == "Claim" && failures-- > 0 ? throw new InvalidOperationException("odd") : Task.CompletedTask);
        Assert.Equal(OutcomeState.Succeeded, (await host.DoneAsync(await host.SubmitElsewhereAsync("one")).Soon()).Outcome);
        Assert.True(host.Log.Has(2001));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_asked_for_again_by_its_id()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1));
        bool lost = false;
        host.Store.After = method =>
        {
            if (method == "Claim" && !lost)
            {
                lost = true;
                throw new OutcomeUnknownException("gone");
            }
        };
        TaskView task = await host.DoneAsync(await host.SubmitElsewhereAsync("one")).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1, true), (task.Outcome, task.Attempt, lost));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_asked_for_until_the_store_is_there_again()
    {
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1));
        bool isLost = false;
        int refusals = 2;
        host.Store.After = method =>
        {
            if (method == "Claim" && !isLost)
            {
                isLost = true;
                throw new OutcomeUnknownException("gone");
            }
        };
        host.Store.Before = method => method == "Claim" && isLost && refusals-- > 0
            ? throw (refusals > 0 ? new StoreUnavailableException("away") : new OutcomeUnknownException("gone again"))
            : Task.CompletedTask;
        TaskView task = await host.DoneAsync(await host.SubmitElsewhereAsync("one")).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1, true), (task.Outcome, task.Attempt, refusals < 0));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_in_an_outage_longer_than_a_lease_is_asked_for_after_the_next_beat()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using TestStore store = await CreateStoreAsync(time);
        await using TestHost host = await StartAsync(errand => errand.MapTask("one", () => 1), time, store: store);
        bool isLost = false, isBeatLost = false;
        host.Store.After = method =>
        {
            if (method == "Claim" && !isLost)
            {
                isLost = true;
                time.Advance(TimeSpan.FromSeconds(16));
                throw new OutcomeUnknownException("gone");
            }
        };
        host.Store.Before = method =>
        {
            if (method == "Beat" && isLost && !isBeatLost)
            {
                isBeatLost = true;
                throw new StoreUnavailableException("away");
            }

            return Task.CompletedTask;
        };
        TaskView task = await host.DoneAsync(await host.SubmitElsewhereAsync("one")).Soon();
        Assert.Equal((OutcomeState.Succeeded, 1, true), (task.Outcome, task.Attempt, isLost));
    }
}

public sealed class SqliteClaimTests() : ClaimTests(StoreKind.Sqlite);

public sealed class PostgresClaimTests() : ClaimTests(StoreKind.Postgres);
