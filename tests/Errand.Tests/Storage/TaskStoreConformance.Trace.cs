using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>The trace that a task was submitted in.</summary>
public abstract partial class TaskStoreConformance
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Traced = $"00-{TraceId}-00f067aa0ba902b7-01;vendor=some";

    [Fact]
    public async Task A_trace_is_given_to_each_run_and_shown()
    {
        TaskId id = await Store.SubmitAsync(NewTask() with { Trace = Traced });
        TaskId other = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();

        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(handler, 2);
        Assert.Equal([(Traced, false), (null, false)], claims.Select(claim => (claim.Trace, claim.WasDelayed)));
        Assert.Equal([TraceId, null], [(await Store.ViewAsync(id)).Trace, (await Store.ViewAsync(other)).Trace]);
        Assert.Equal([null, TraceId], (await Store.FindManyAsync([id, other], 100, Stop)).Select(task => task.Trace));

        await Store.FinishAsync(claims[0], Disposition.HandBack);
        Assert.Equal(Traced, (await Store.ClaimOneAsync(handler)).Trace);
    }

    [Fact]
    public async Task A_claim_says_that_its_task_was_submitted_for_later()
    {
        await Store.SubmitAsync(NewTask() with { Trace = Traced, Delay = TimeSpan.FromSeconds(1) });
        Time.Advance(TimeSpan.FromSeconds(2));
        await Store.PromoteAsync(10);

        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());

        Assert.Equal((Traced, true), (claim.Trace, claim.WasDelayed));
    }

    [Fact]
    public async Task A_trace_is_given_with_a_reservation_and_with_a_claim_that_is_repeated()
    {
        MemberId handler = await Store.StartHandlerAsync();
        using var reservation = new ReservationStub(handler, slots: 1);
        await SubmitReservedAsync(reservation, NewTask() with { Trace = Traced });
        Assert.Equal(Traced, Assert.Single(reservation.Given).Trace);

        await Store.SubmitAsync(NewTask() with { Trace = Traced });
        var request = new ClaimRequest(handler, Guid.NewGuid(), "q", 1);
        Assert.Equal(Traced, Assert.Single((await Store.ClaimAsync(request)).Claims).Trace);
        Assert.Equal(Traced, Assert.Single((await Store.ClaimAsync(request with { IsRepeated = true })).Claims).Trace);
    }

    [Fact]
    public async Task Some_tasks_of_a_batch_may_have_a_trace()
    {
        string longest = $"{Traced};{new string('v', TraceText.MaxStateLength - 12)}";
        IReadOnlyList<SubmitAnswer> answers = await Store.SubmitAsync(Batch(NewTask(), NewTask() with { Trace = longest }, NewTask()));

        Assert.All(answers, answer => Assert.Equal(SubmitVerdict.Accepted, answer.Verdict));
        Assert.Equal([null, longest, null], (await Store.ClaimAsync(await Store.StartHandlerAsync(), 3)).Select(claim => claim.Trace));
    }

    [Fact]
    public async Task The_types_of_tasks_that_are_taken_from_a_handler_are_told()
    {
        await Store.SubmitAsync(NewTask() with { Type = new TaskType("a") });
        await Store.SubmitAsync(NewTask(tries: 1) with { Type = new TaskType("b") });
        await Store.ClaimAsync(await Store.StartHandlerAsync(), 2);
        Time.Advance(PastLease);

        ReapAnswer answer = await Store.ReapAsync();

        Assert.Equal(["a", "b"], answer.Taken.Order(StringComparer.Ordinal));
        Assert.Equal(1, answer.Requeued);
        Assert.Equal("b", Assert.Single(answer.Ended).Type);
    }
}
