using Errand.Storage;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    private static readonly TimeSpan PastLease = Lease + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_beat_tells_what_is_lost()
    {
        await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        (RunKey wrongAttempt, RunKey unknown) = (new RunKey(claim.Id, 2), new RunKey(new TaskId(77_777), 1));

        BeatAnswer answer = Store.Beat(handler, claim.Key(), wrongAttempt, unknown);

        Assert.False(answer.IsDead);
        Assert.Empty(answer.Cancelled);
        Assert.Equal([wrongAttempt, unknown], answer.Lost);
        Assert.Equal([claim.Key()], Store.Beat(await Store.StartHandlerAsync(), claim.Key()).Lost);
    }

    [Fact]
    public async Task A_handler_that_beats_keeps_a_task_for_many_lease_times()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        for (int i = 0; i < 12; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            Assert.False(Store.Beat(handler, claim.Key()).IsDead);
            Assert.Empty((await Store.ReapAsync()).Dead);
        }

        Assert.Equal(1, (await Store.ViewAsync(id)).Attempt);
    }

    [Fact]
    public async Task A_silent_handler_loses_its_tasks_and_counts_as_dead()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId silent = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(silent);
        Time.Advance(PastLease);

        ReapAnswer report = await Store.ReapAsync();

        Assert.Equal([silent], report.Dead);
        Assert.Equal((1, false), (report.Requeued, report.More));
        Assert.Equal(["q"], report.Queues);
        Assert.Empty(report.Ended);
        Assert.True(Store.Beat(silent, claim.Key()).IsDead);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskReason.Ready, 1, TaskErrorKind.HandlerLost), (task.Reason, task.Attempt, task.Error!.Kind));
        Assert.Equal((2, 1), (await Store.ClaimOneAsync(await Store.StartHandlerAsync())) is var c ? (c.Attempt, c.TriesLeft) : default);
    }

    [Fact]
    public async Task A_task_that_kills_its_process_each_time_ends_as_failed()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 2));
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(PastLease);
        await Store.ReapAsync();
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(PastLease);
        Assert.Equal([id], (await Store.ReapAsync()).Ended.Select(task => task.Id));
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Failed, TaskErrorKind.HandlerLost, 2), (task.Outcome, task.Error!.Kind, task.Attempt));
    }

    [Fact]
    public async Task A_cancelled_run_of_a_dead_handler_ends_as_cancelled()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.CancelAsync(id);
        Time.Advance(PastLease);
        Assert.Equal([id], (await Store.ReapAsync()).Ended.Select(task => task.Id));
        Assert.Equal(OutcomeState.Cancelled, (await Store.ViewAsync(id)).Outcome);
    }

    [Fact]
    public async Task Handlers_of_the_calling_process_are_alive_whatever_their_lease_says()
    {
        await Store.SubmitAsync(NewTask());
        MemberId mine = await Store.StartHandlerAsync();
        await Store.ClaimOneAsync(mine);
        Time.Advance(PastLease);
        ReapAnswer report = await Store.ReapAsync(1000, [mine]);
        Assert.Empty(report.Dead);
        Assert.Equal(0, report.Requeued);
        Assert.False(Store.Beat(mine).IsDead);
    }

    [Fact]
    public async Task What_a_retired_handler_left_is_taken_at_once()
    {
        await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.ClaimOneAsync(handler);
        await Store.LeaveAsync(handler);
        Assert.NotNull((await Store.TickAsync([], Stop)).UntilLeaseEnd);
        ReapAnswer report = await Store.ReapAsync();
        Assert.Empty(report.Dead);
        Assert.Equal(1, report.Requeued);
    }

    [Fact]
    public async Task A_lease_whose_handler_is_not_listed_is_taken()
    {
        await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        await ForgetHandlerAsync(handler);
        Assert.Equal(1, (await Store.ReapAsync()).Requeued);
        Assert.True(Store.Beat(handler, claim.Key()).IsDead);
    }

    [Fact]
    public async Task A_run_that_overruns_its_deadline_by_ten_seconds_loses_its_lease()
    {
        TaskId id = await Store.SubmitAsync(NewTask(timeout: TimeSpan.FromSeconds(2)));
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal(0, (await Store.ReapAsync()).Requeued);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Store.ReapAsync()).Requeued);
        TaskError error = (await Store.ViewAsync(id)).Error!;
        Assert.Equal(TaskErrorKind.Timeout, error.Kind);
        Assert.Contains("timed out", error.Message, StringComparison.Ordinal);
        Assert.Equal([claim.Key()], Store.Beat(handler, claim.Key()).Lost);
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(claim, Disposition.Succeeded)).Verdict);
    }

    [Fact]
    public async Task A_limited_reap_says_that_there_is_more_and_many_come_back_within_half_a_second()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 250).Select(_ => NewTask())]));
        await Store.ClaimAsync(await Store.StartHandlerAsync(), 250);
        Time.Advance(PastLease);
        ReapAnswer first = await Store.ReapAsync(200, []);
        ReapAnswer second = await Store.ReapAsync(200, []);
        Assert.Equal((200, true), (first.Requeued, first.More));
        Assert.Equal((50, false), (second.Requeued, second.More));
        Time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(200, (await Store.PromoteAsync(1000)).Count);
        Assert.Equal(250, (await Store.ClaimAsync(await Store.StartHandlerAsync(), 300)).Count);
    }

    [Fact]
    public async Task What_is_due_is_promoted_and_what_is_not_stays()
    {
        TaskId due = await Store.SubmitAsync(NewTask(queue: "a", delay: TimeSpan.FromSeconds(1)));
        await Store.SubmitAsync(NewTask(queue: "b", delay: TimeSpan.FromSeconds(2)));
        Time.Advance(TimeSpan.FromSeconds(1));
        PromoteAnswer report = await Store.PromoteAsync(10);
        Assert.Equal((1, false), (report.Count, report.More));
        Assert.Equal(["a"], report.Queues);
        Assert.Equal(TaskReason.Ready, (await Store.ViewAsync(due)).Reason);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await Store.PromoteAsync(1)).More);
        Assert.Equal(0, (await Store.PromoteAsync(1)).Count);
    }

    [Fact]
    public async Task Leases_that_a_handler_does_not_know_of_are_handed_back_when_they_are_old_enough()
    {
        await Store.SubmitAsync(Batch(NewTask(), NewTask(tries: 1), NewTask()));
        MemberId handler = await Store.StartHandlerAsync();
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(handler, 2);
        Time.Advance(TimeSpan.FromSeconds(10));
        Store.Beat(handler);
        Time.Advance(TimeSpan.FromSeconds(10));
        Store.Beat(handler);
        Assert.Equal(0, await Store.ReconcileAsync(handler, []));
        Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(1, await Store.ReconcileAsync(handler, [claims[0].Key()]));
        IReadOnlyList<TaskClaim> heir = await Store.ClaimAsync(await Store.StartHandlerAsync(), 2);
        Assert.Equal((claims[1].Id, 2, 0), (heir[0].Id, heir[0].Attempt, heir[0].TriesLeft));
    }

    [Fact]
    public async Task The_registry_tells_what_the_living_run_and_when_they_last_beat()
    {
        DateTimeOffset start = Time.GetUtcNow();
        (MemberId busy, MemberId idle) = (await Store.StartHandlerAsync(), await Store.StartHandlerAsync());
        TaskId[] ids = [await Store.SubmitAsync(StoreSteps.NewTask()), await Store.SubmitAsync(StoreSteps.NewTask())];
        await Store.ClaimAsync(busy, 2);
        Time.Advance(TimeSpan.FromSeconds(4));
        Store.Beat(new BeatRequest(busy, LeaseTimes.Lease, []));

        var listed = (await Store.ListMembersAsync(Stop)).ToDictionary(member => member.Entry.Id);

        Assert.Equal(ids, listed[busy].Running);
        Assert.Empty(listed[idle].Running);
        Assert.Equal(TimeSpan.FromSeconds(4), listed[busy].LastBeatAt - listed[idle].LastBeatAt);
        Assert.True(listed[idle].LastBeatAt - start < TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task The_registry_lists_the_living_as_they_registered()
    {
        MemberEntry entry = Entry(MemberId.New(), 7);
        await Store.JoinAsync(entry, Lease);
        MemberId janitor = await Store.StartHandlerAsync(0, "janitor");
        MemberId retired = await Store.StartHandlerAsync();
        await Store.LeaveAsync(retired);

        IReadOnlyList<LiveMember> listed = await Store.ListMembersAsync(Stop);

        Assert.Equal(2, listed.Count);
        Assert.Contains(entry, listed.Select(member => member.Entry));
        Assert.Contains(Entry(janitor, 0, "janitor"), listed.Select(member => member.Entry));
        Time.Advance(PastLease);
        Assert.Empty(await Store.ListMembersAsync(Stop));
    }

    [Fact]
    public async Task The_registry_tells_what_a_handler_takes_on_and_its_memory_as_of_its_last_beat()
    {
        var offer = new MemberOffer(["gpu", "cpu"], ["add", "fit"]);
        MemberEntry entry = Entry(MemberId.New()) with { Offer = offer, MemoryBytes = 1000 };
        await Store.JoinAsync(entry, Lease);
        await Store.JoinAsync(Entry(MemberId.New()) with { Offer = offer with { Queues = null } }, Lease);

        Assert.Equal(
            [offer, offer with { Queues = null }],
            (await Store.ListMembersAsync(Stop)).Select(member => member.Entry).OrderByDescending(each => each.MemoryBytes)
                .Select(each => each.Offer));
        Store.Beat(new BeatRequest(entry.Id, Lease, []) { MemoryBytes = 2000, IsDraining = true });
        Store.Beat(new BeatRequest(entry.Id, Lease, []) { MemoryBytes = 3000 });

        LiveMember member = Assert.Single(await Store.ListMembersAsync(Stop), member => member.Entry.Id == entry.Id);
        Assert.Equal((3000, true), (member.Entry.MemoryBytes, member.IsDraining));
    }

    [Fact]
    public async Task The_registry_tells_for_an_hour_who_is_gone_since_when_and_how_many_tasks_were_taken_over()
    {
        foreach (int _ in Enumerable.Range(0, 3))
        {
            await Store.SubmitAsync(NewTask());
        }

        (MemberId silent, MemberId left) = (await Store.StartHandlerAsync(), await Store.StartHandlerAsync());
        await Store.ClaimAsync(silent, 2);
        await Store.ClaimOneAsync(left);
        DateTimeOffset start = Now;
        Assert.Empty(await Store.ListGoneAsync(Stop));
        Time.Advance(TimeSpan.FromSeconds(4));
        await Store.LeaveAsync(left);
        Time.Advance(Lease);

        Assert.Equal([(silent, 0), (left, 0)], (await Store.ListGoneAsync(Stop)).Select(gone => (gone.Entry.Id, gone.Lost)));
        await Store.ReapAsync(1, []);
        await Store.ReapAsync();
        IReadOnlyList<GoneMember> all = await Store.ListGoneAsync(Stop);
        Assert.Equal([(silent, 2), (left, 1)], all.Select(gone => (gone.Entry.Id, gone.Lost)));
        Assert.Equal([15, 4], all.Select(gone => (int)Math.Round((gone.GoneAt - start).TotalSeconds)));
        Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(await Store.ListGoneAsync(Stop));
    }

    [Fact]
    public async Task Handlers_dead_for_an_hour_are_forgotten_once_they_hold_nothing()
    {
        await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        await Store.LeaveAsync(handler);
        Time.Advance(TimeSpan.FromMinutes(61));
        await Store.DeleteExpiredAsync(10);
        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, Disposition.Succeeded)).Verdict);
        await Store.DeleteExpiredAsync(10);
        await Store.JoinAsync(Entry(handler), Lease); // Works only because the dead row is gone.
        Assert.False(Store.Beat(handler).IsDead);
    }

    [Fact]
    public async Task A_tick_tells_what_there_is_to_do()
    {
        Assert.Equal(
            (0, null, null),
            (await Store.TickAsync([], Stop)) is var idle ? (idle.ReadyQueues.Count, idle.UntilDue, idle.UntilLeaseEnd) : default);
        await Store.SubmitAsync(NewTask(queue: "a"));
        await Store.SubmitAsync(NewTask(queue: "paused"));
        await Store.SubmitAsync(NewTask(queue: "expired", ttl: TimeSpan.FromSeconds(1)));
        await Store.SubmitAsync(NewTask(queue: "later", delay: TimeSpan.FromSeconds(9)));
        await PauseAsync("paused", true);
        (MemberId mine, Microsoft.Extensions.Time.Testing.FakeTimeProvider _) = (await Store.StartHandlerAsync(), Time);
        Time.Advance(TimeSpan.FromSeconds(2));

        TickAnswer own = await Store.TickAsync([mine], Stop);
        Assert.Equal(["a"], own.ReadyQueues);
        Assert.Equal((TimeSpan.FromSeconds(7), null), (own.UntilDue, own.UntilLeaseEnd));
        Assert.Equal(TimeSpan.FromSeconds(13), (await Store.TickAsync([], Stop)).UntilLeaseEnd);
        Time.Advance(TimeSpan.FromSeconds(60));
        TickAnswer late = await Store.TickAsync([], Stop);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (late.UntilDue, late.UntilLeaseEnd));
    }

    [Fact]
    public async Task The_health_tells_the_oldest_wait_and_the_slots()
    {
        Assert.Equal(new HealthAnswer(null, 0, 0, true, true, null), await Store.CheckHealthAsync(Stop));
        await Store.SubmitAsync(NewTask(queue: "paused"));
        await PauseAsync("paused", true);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.SubmitAsync(Batch(NewTask(), NewTask(priority: -1)));
        Time.Advance(TimeSpan.FromSeconds(3));
        await Store.StartHandlerAsync(4);
        await Store.ClaimOneAsync(await Store.StartHandlerAsync(5));
        Assert.Equal(new HealthAnswer(TimeSpan.FromSeconds(3), 9, 1, true, true, null), await Store.CheckHealthAsync(Stop));
        Time.Advance(PastLease);
        Assert.Equal(0, (await Store.CheckHealthAsync(Stop)).Slots);
    }

    [Fact]
    public async Task The_health_tells_how_late_expired_tasks_are_deleted()
    {
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(10)));
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.SubmitAsync(Batch(NewTask(ttl: TimeSpan.FromSeconds(30)), NewTask(ttl: TimeSpan.FromMinutes(30))));
        Assert.Null((await Store.CheckHealthAsync(Stop)).OldestExpired);
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.FromSeconds(50), (await Store.CheckHealthAsync(Stop)).OldestExpired);
        // A janitor has no say in when a cancelled run ends.
        Assert.Equal(1, (await Store.DeleteExpiredAsync(1)).ToldToStop);
        Assert.Equal(TimeSpan.FromSeconds(30), (await Store.CheckHealthAsync(Stop)).OldestExpired);
        Assert.Equal(1, (await Store.DeleteExpiredAsync(1)).Deleted);
        Assert.Null((await Store.CheckHealthAsync(Stop)).OldestExpired);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromMinutes(31), (await Store.CheckHealthAsync(Stop)).OldestExpired);
    }
}
