using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_task_for_which_a_handler_has_room_is_claimed_with_its_submit()
    {
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 1);

        SubmitAnswer verdict = await SubmitReservedAsync(reservation, NewTask("{\"x\":1}", tries: 3, timeout: TimeSpan.FromSeconds(30)));

        Assert.Equal((SubmitVerdict.Accepted, true, Now), (verdict.Verdict, verdict.IsClaimed, verdict.CreatedAt));
        TaskClaim claim = Assert.Single(reservation.Given);
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
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 1);
        SubmitAnswer verdict = await SubmitReservedAsync(reservation, NewTask(tries: 2));
        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        await Store.ReapAsync(100, []);

        TaskClaim second = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal((verdict.Id, 2, 0), (second.Id, second.Attempt, second.TriesLeft));
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(Assert.Single(reservation.Given), Disposition.Succeeded)).Verdict);
    }

    [Fact]
    public async Task No_more_is_handed_over_than_there_is_room_for_and_no_last_try_ahead_of_a_slot()
    {
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 1, ahead: 2);

        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(
            Batch(NewTask(tries: 1), NewTask(), NewTask(tries: 1), NewTask(), NewTask()) with { Reservation = reservation });

        Assert.Equal([true, true, false, false, false], verdicts.Select(verdict => verdict.IsClaimed));
        Assert.Equal(verdicts.Take(2).Select(verdict => verdict.Id), reservation.Given.Select(claim => claim.Id));
        Assert.Equal(verdicts.Skip(2).Select(verdict => verdict.Id), (await Store.ClaimAsync(handler, 9)).Select(claim => claim.Id));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(-5, true)]
    public async Task Nothing_overtakes_what_waits_with_the_same_priority_or_a_higher_one(int waiting, bool isClaimed)
    {
        await Store.SubmitAsync(NewTask(priority: waiting));
        using var reservation = new ReservationStub(await Store.StartHandlerAsync(), slots: 4);
        Assert.Equal(isClaimed, (await SubmitReservedAsync(reservation, NewTask())).IsClaimed);
        Assert.Equal(isClaimed ? 1 : 0, reservation.Given.Count);
    }

    [Fact]
    public async Task A_batch_of_several_priorities_is_left_to_claims()
    {
        using var reservation = new ReservationStub(await Store.StartHandlerAsync(), slots: 1);
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(
            Batch(NewTask(), NewTask(priority: 1)) with { Reservation = reservation });
        Assert.All(verdicts, verdict => Assert.False(verdict.IsClaimed));
    }

    [Fact]
    public async Task A_task_of_another_queue_or_for_later_is_not_handed_over()
    {
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 9);

        SubmitRequest batch = Batch(
            NewTask(queue: "other"), NewTask(delay: TimeSpan.FromSeconds(1)), NewTask() with { RunAt = Now.AddHours(1) }, NewTask());
        IReadOnlyList<SubmitAnswer> verdicts = await Store.SubmitAsync(batch with { Reservation = reservation });

        Assert.Equal([false, false, false, true], verdicts.Select(verdict => verdict.IsClaimed));
        Assert.Single(await Store.ClaimAsync(handler, 9, queue: "other"));
    }

    [Fact]
    public async Task A_paused_queue_and_a_handler_that_counts_as_dead_are_handed_nothing()
    {
        using var reservation = new ReservationStub(await Store.StartHandlerAsync(), slots: 9);
        await Store.SubmitAsync(NewTask(delay: TimeSpan.FromHours(1)));
        await PauseAsync("q", true);
        Assert.False((await SubmitReservedAsync(reservation, NewTask())).IsClaimed);
        await PauseAsync("q", false);
        Assert.Single(await Store.ClaimAsync(await Store.StartHandlerAsync(), 9));

        Time.Advance(Lease + TimeSpan.FromSeconds(1));

        Assert.False((await SubmitReservedAsync(reservation, NewTask())).IsClaimed);
        Assert.False((await SubmitReservedAsync(new ReservationStub(MemberId.New(), slots: 9), NewTask())).IsClaimed);
        Assert.Empty(reservation.Given);
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_hands_the_same_tasks_over_again()
    {
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 1);
        SubmitRequest batch = Batch(NewTask(), NewTask()) with { Reservation = reservation };
        IReadOnlyList<SubmitAnswer> first = await Store.SubmitAsync(batch);

        IReadOnlyList<SubmitAnswer> second = await Store.SubmitAsync(batch);

        Assert.Equal(first, second);
        Assert.Equal([first[0].Id, first[0].Id], reservation.Given.Select(claim => claim.Id));
        Assert.Single(await Store.ClaimAsync(handler, 9));
    }

    [Fact]
    public async Task A_replayed_key_hands_nothing_over()
    {
        var key = new IdempotencyKey("s", "k", HashA);
        MemberId handler = await Store.StartHandlerAsync();
        using var first = new ReservationStub(handler, slots: 9);
        using var second = new ReservationStub(handler, slots: 9);
        Assert.True((await SubmitReservedAsync(first, NewTask(key: key))).IsClaimed);
        SubmitAnswer again = await SubmitReservedAsync(second, NewTask(key: key));
        Assert.Equal((SubmitVerdict.Replayed, false), (again.Verdict, again.IsClaimed));
        Assert.Empty(second.Given);
    }

    private async Task<SubmitAnswer> SubmitReservedAsync(Reservation reservation, Submission item) =>
        Assert.Single(await Store.SubmitAsync(Batch(item) with { Reservation = reservation }));

    private sealed class ReservationStub(MemberId handler, int slots, int ahead = 0)
        : Reservation(new ClaimRequest(handler, Guid.NewGuid(), "q", slots, ahead))
    {
        public List<TaskClaim> Given { get; } = [];

        public override void Give(IReadOnlyList<TaskClaim> claims) => Given.AddRange(claims);

        public override void Dispose()
        {
        }
    }
}
