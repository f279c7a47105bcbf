using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_task_for_which_a_handler_has_room_is_claimed_with_its_submit()
    {
        HandlerId handler = await Store.StartHandlerAsync();
        using var room = new OfferedRoomStub(handler, slots: 1);

        SubmitVerdict verdict = await HandOverAsync(room, NewTask("{\"x\":1}", tries: 3, timeout: TimeSpan.FromSeconds(30)));

        Assert.Equal((SubmitResult.Accepted, true, Now), (verdict.Result, verdict.IsHandedOver, verdict.CreatedAt));
        TaskClaim claim = Assert.Single(room.Given);
        Assert.Equal(
            (verdict.Id, 1, 2, 3, "add", "q"), (claim.Id, claim.Attempt, claim.TriesLeft, claim.MaxAttempts, claim.Type.Name, claim.Queue));
        Assert.Equal("{\"x\":1}", claim.Args.Text());
        Assert.Equal((Now.AddSeconds(30), TimeSpan.FromSeconds(30)), (claim.Deadline, claim.TimeLeft));
        TaskRecord task = await Store.ViewAsync(verdict.Id);
        Assert.Equal((TaskState.Running, 1, Now, handler), (task.Status, task.Attempt, task.StartedAt, task.Handler));
        Assert.Empty(await Store.ClaimAsync(handler, 5));
        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, Disposition.Succeeded, "7")).Verdict);
        Assert.Equal("7", (await Store.ViewAsync(verdict.Id)).Result?.Text());
    }

    [Fact]
    public async Task What_is_handed_over_and_not_run_is_run_again_like_any_other()
    {
        HandlerId handler = await Store.StartHandlerAsync();
        using var room = new OfferedRoomStub(handler, slots: 1);
        SubmitVerdict verdict = await HandOverAsync(room, NewTask(tries: 2));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        await Store.ReapAsync(100, []);

        TaskClaim second = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal((verdict.Id, 2, 0), (second.Id, second.Attempt, second.TriesLeft));
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(Assert.Single(room.Given), Disposition.Succeeded)).Verdict);
    }

    [Fact]
    public async Task No_more_is_handed_over_than_there_is_room_for_and_no_last_try_ahead_of_a_slot()
    {
        HandlerId handler = await Store.StartHandlerAsync();
        using var room = new OfferedRoomStub(handler, slots: 1, ahead: 2);

        IReadOnlyList<SubmitVerdict> verdicts = await Store.SubmitAsync(
            Batch(NewTask(tries: 1), NewTask(), NewTask(tries: 1), NewTask(), NewTask()) with { HandOver = room });

        Assert.Equal([true, true, false, false, false], verdicts.Select(verdict => verdict.IsHandedOver));
        Assert.Equal(verdicts.Take(2).Select(verdict => verdict.Id), room.Given.Select(claim => claim.Id));
        Assert.Equal(verdicts.Skip(2).Select(verdict => verdict.Id), (await Store.ClaimAsync(handler, 9)).Select(claim => claim.Id));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(-5, true)]
    public async Task Nothing_overtakes_what_waits_with_the_same_priority_or_a_higher_one(int waiting, bool isHandedOver)
    {
        await Store.SubmitAsync(NewTask(priority: waiting));
        using var room = new OfferedRoomStub(await Store.StartHandlerAsync(), slots: 4);
        Assert.Equal(isHandedOver, (await HandOverAsync(room, NewTask())).IsHandedOver);
        Assert.Equal(isHandedOver ? 1 : 0, room.Given.Count);
    }

    [Fact]
    public async Task A_batch_of_several_priorities_is_left_to_claims()
    {
        using var room = new OfferedRoomStub(await Store.StartHandlerAsync(), slots: 1);
        IReadOnlyList<SubmitVerdict> verdicts = await Store.SubmitAsync(Batch(NewTask(), NewTask(priority: 1)) with { HandOver = room });
        Assert.All(verdicts, verdict => Assert.False(verdict.IsHandedOver));
    }

    [Fact]
    public async Task A_task_of_another_queue_or_for_later_is_not_handed_over()
    {
        HandlerId handler = await Store.StartHandlerAsync();
        using var room = new OfferedRoomStub(handler, slots: 9);

        SubmitBatch batch = Batch(
            NewTask(queue: "other"), NewTask(delay: TimeSpan.FromSeconds(1)), NewTask() with { RunAt = Now.AddHours(1) }, NewTask());
        IReadOnlyList<SubmitVerdict> verdicts = await Store.SubmitAsync(batch with { HandOver = room });

        Assert.Equal([false, false, false, true], verdicts.Select(verdict => verdict.IsHandedOver));
        Assert.Single(await Store.ClaimAsync(handler, 9, queue: "other"));
    }

    [Fact]
    public async Task A_paused_queue_and_a_handler_that_counts_as_dead_are_handed_nothing()
    {
        using var room = new OfferedRoomStub(await Store.StartHandlerAsync(), slots: 9);
        await Store.SubmitAsync(NewTask(delay: TimeSpan.FromHours(1)));
        await PauseAsync("q", true);
        Assert.False((await HandOverAsync(room, NewTask())).IsHandedOver);
        await PauseAsync("q", false);
        Assert.Single(await Store.ClaimAsync(await Store.StartHandlerAsync(), 9));

        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        Assert.False((await HandOverAsync(room, NewTask())).IsHandedOver);
        Assert.False((await HandOverAsync(new OfferedRoomStub(HandlerId.New(), slots: 9), NewTask())).IsHandedOver);
        Assert.Empty(room.Given);
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_hands_the_same_tasks_over_again()
    {
        HandlerId handler = await Store.StartHandlerAsync();
        using var room = new OfferedRoomStub(handler, slots: 1);
        SubmitBatch batch = Batch(NewTask(), NewTask()) with { HandOver = room };
        IReadOnlyList<SubmitVerdict> first = await Store.SubmitAsync(batch);

        IReadOnlyList<SubmitVerdict> second = await Store.SubmitAsync(batch);

        Assert.Equal(first, second);
        Assert.Equal([first[0].Id, first[0].Id], room.Given.Select(claim => claim.Id));
        Assert.Single(await Store.ClaimAsync(handler, 9));
    }

    [Fact]
    public async Task A_replayed_key_hands_nothing_over()
    {
        var key = new IdempotencyKey("s", "k", HashA);
        HandlerId handler = await Store.StartHandlerAsync();
        using var first = new OfferedRoomStub(handler, slots: 9);
        using var second = new OfferedRoomStub(handler, slots: 9);
        Assert.True((await HandOverAsync(first, NewTask(key: key))).IsHandedOver);
        SubmitVerdict again = await HandOverAsync(second, NewTask(key: key));
        Assert.Equal((SubmitResult.Replayed, false), (again.Result, again.IsHandedOver));
        Assert.Empty(second.Given);
    }

    private async Task<SubmitVerdict> HandOverAsync(HandOver room, Submission item) =>
        Assert.Single(await Store.SubmitAsync(Batch(item) with { HandOver = room }));

    private sealed class OfferedRoomStub(HandlerId handler, int slots, int ahead = 0)
        : HandOver(new ClaimRequest(handler, Guid.NewGuid(), "q", slots, ahead))
    {
        public List<TaskClaim> Given { get; } = [];

        public override void Give(IReadOnlyList<TaskClaim> claims) => Given.AddRange(claims);

        public override void Dispose()
        {
        }
    }
}
