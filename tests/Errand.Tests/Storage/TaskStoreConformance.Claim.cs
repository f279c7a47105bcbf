using Errand.Storage;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task Tasks_are_claimed_by_priority_then_in_the_order_they_came()
    {
        TaskId low = await Store.SubmitAsync(NewTask(priority: -5));
        TaskId first = await Store.SubmitAsync(NewTask());
        TaskId second = await Store.SubmitAsync(NewTask());
        TaskId high = await Store.SubmitAsync(NewTask(priority: 9));

        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(), 10);

        Assert.Equal([high, first, second, low], claims.Select(c => c.Id));
    }

    [Fact]
    public async Task A_claim_carries_what_its_run_needs()
    {
        TaskId id = await Store.SubmitAsync(NewTask("{\"x\":1}", tries: 3, timeout: TimeSpan.FromSeconds(30)));
        MemberId handler = await Store.StartHandlerAsync();
        Time.Advance(TimeSpan.FromSeconds(2));

        TaskClaim claim = await Store.ClaimOneAsync(handler);

        Assert.Equal(
            (id, 1, 2, 3, "add", "q"), (claim.Id, claim.Attempt, claim.TriesLeft, claim.MaxAttempts, claim.Type.Name, claim.Queue));
        Assert.Equal("{\"x\":1}", claim.Args.Text());
        Assert.Equal((Now.AddSeconds(30), TimeSpan.FromSeconds(30)), (claim.Deadline, claim.TimeLeft));
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskState.Running, null, 1), (task.Status, task.Reason, task.Attempt));
        Assert.Equal((Now, handler), (task.StartedAt, task.Handler));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3600)]
    public async Task The_expiry_bounds_a_run_that_has_no_or_a_longer_time_out(int? timeout)
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(60), timeout: timeout is { } s ? TimeSpan.FromSeconds(s) : null));
        DateTimeOffset expiry = Now.AddSeconds(60);
        Time.Advance(TimeSpan.FromSeconds(10));
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal((expiry, TimeSpan.FromSeconds(50)), (claim.Deadline, claim.TimeLeft));
    }

    [Fact]
    public async Task A_task_is_claimed_by_one_handler_only()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 500).Select(_ => NewTask())]));
        ITaskStore other = await OpenAsync();
        MemberId[] handlers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.StartHandlerAsync()));

        IReadOnlyList<TaskClaim>[] claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Task.Run(() => (i % 2 == 0 ? Store : other).ClaimAsync(handlers[i % 4], 7))));

        Assert.Equal(500, claims.Sum(c => c.Count));
        Assert.Equal(500, claims.SelectMany(c => c).Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public async Task Queues_do_not_mix_and_one_that_nobody_used_is_empty()
    {
        await Store.SubmitAsync(NewTask(queue: "a"));
        MemberId handler = await Store.StartHandlerAsync();
        Assert.Empty(await Store.ClaimAsync(handler, 5, queue: "b"));
        Assert.Single(await Store.ClaimAsync(handler, 5, queue: "a"));
    }

    [Fact]
    public async Task A_paused_queue_gives_nothing_and_says_so()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await PauseAsync("q", true);
        Assert.Empty(await Store.ClaimAsync(handler, 5));
        Assert.Equal(TaskReason.Paused, (await Store.ViewAsync(id)).Reason);
        await PauseAsync("q", false);
        Assert.Single(await Store.ClaimAsync(handler, 5));
    }

    [Fact]
    public async Task A_task_on_its_last_try_is_never_claimed_ahead()
    {
        var ids = new List<TaskId>();
        foreach (int tries in (int[])[1, 1, 2, 1, 3])
        {
            ids.Add(await Store.SubmitAsync(NewTask(tries: tries)));
        }

        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(), slots: 1, ahead: 4);

        Assert.Equal([ids[0], ids[2], ids[4]], claims.Select(c => c.Id));
    }

    [Fact]
    public async Task A_claim_sent_again_answers_the_same_tasks()
    {
        await Store.SubmitAsync(Batch(NewTask(), NewTask(), NewTask()));
        var request = new ClaimRequest(await Store.StartHandlerAsync(), Guid.NewGuid(), "q", 2);
        ClaimAnswer first = await Store.ClaimAsync(request);

        ClaimAnswer again = await Store.ClaimAsync(request with { IsRepeated = true });

        Assert.Equal(2, first.Claims.Count);
        Assert.Equal(first.Claims.Select(c => (c.Id, c.Attempt, c.TriesLeft, c.Deadline)), again.Claims.Select(
            c => (c.Id, c.Attempt, c.TriesLeft, c.Deadline)));
    }

    [Fact]
    public async Task A_handler_that_is_unknown_gone_or_overdue_gets_nothing()
    {
        await Store.SubmitAsync(NewTask());
        (MemberId retired, MemberId overdue) = (await Store.StartHandlerAsync(), await Store.StartHandlerAsync());
        await Store.LeaveAsync(retired);
        Time.Advance(Lease + TimeSpan.FromMilliseconds(1));
        foreach (MemberId handler in (MemberId[])[MemberId.New(), retired, overdue])
        {
            Assert.True((await Store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), "q", 1))).MustBeat);
        }

        Assert.False(Store.Beat(overdue).IsDead);
        Assert.Single(await Store.ClaimAsync(overdue));
    }

    [Fact]
    public async Task An_expired_task_is_not_started()
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(5)));
        TaskId alive = await Store.SubmitAsync(NewTask());
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(alive, Assert.Single(await Store.ClaimAsync(await Store.StartHandlerAsync(), 5)).Id);
    }
}
