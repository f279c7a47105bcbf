using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_success_keeps_its_result_as_it_was_given()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        DateTimeOffset started = Now;
        Time.Advance(TimeSpan.FromSeconds(1));

        FinishAnswer answer = await Store.FinishAsync(claim, Disposition.Succeeded, "{ \"r\": 3.10 }");

        Assert.Equal(new FinishAnswer(FinishVerdict.Applied, OutcomeState.Succeeded), answer);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskState.Done, OutcomeState.Succeeded, null, 1), (task.Status, task.Outcome, task.Reason, task.Attempt));
        Assert.Equal("{ \"r\": 3.10 }", task.Result!.Value.Text());
        Assert.Equal((13L, started, Now, handler), (task.ResultBytes, task.StartedAt, task.FinishedAt, task.Handler));
        Assert.Equal(1, task.Progress);
        Assert.Null(task.Error);
    }

    [Fact]
    public async Task A_failure_is_tried_again_until_no_try_is_left()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 2));
        MemberId handler = await Store.StartHandlerAsync();
        FinishAnswer first = await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Retry, delay: TimeSpan.FromSeconds(4));
        Assert.Equal(new FinishAnswer(FinishVerdict.Applied, null, Now.AddSeconds(4)), first);
        (DateTimeOffset failedAt, TaskRecord? waiting) = (Now, await Store.ViewAsync(id));
        Assert.Equal(
            (TaskState.Waiting, TaskReason.Retry, Now.AddSeconds(4), 1), (waiting.Status, waiting.Reason, waiting.RunAt, waiting.Attempt));
        Assert.Equal((failedAt, handler), (waiting.StartedAt, waiting.Handler));
        Assert.Equal(new TaskError(TaskErrorKind.Exception, "boom", 1, failedAt), waiting.Error);
        Assert.Empty(await Store.ClaimAsync(handler));

        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, (await Store.PromoteAsync(10)).Count);
        TaskRecord ready = await Store.ViewAsync(id);
        Assert.Equal((TaskReason.Ready, 1, handler), (ready.Reason, ready.Attempt, ready.Handler));
        FinishAnswer second = await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Retry);

        Assert.Equal(OutcomeState.Failed, second.Outcome);
        TaskRecord done = await Store.ViewAsync(id);
        Assert.Equal(
            (OutcomeState.Failed, 2, new TaskError(TaskErrorKind.Exception, "boom", 2, Now)), (done.Outcome, done.Attempt, done.Error));
        Assert.Null(done.Result);
    }

    [Fact]
    public async Task A_permanent_failure_ends_the_task_though_tries_are_left()
    {
        await Store.SubmitAsync(NewTask());
        FinishAnswer answer = await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Failed);
        Assert.Equal(OutcomeState.Failed, answer.Outcome);
    }

    [Fact]
    public async Task A_success_after_a_failure_still_shows_the_last_error()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(
            await Store.ClaimOneAsync(handler), Disposition.Retry, error: new RunError("timeout", "timed out \ud800 \"é\""));
        await Store.PromoteAsync(10);
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Succeeded);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Succeeded, 2), (task.Outcome, task.Attempt));
        Assert.Equal(("timeout", "timed out \ufffd \"é\"", 1), (task.Error!.Kind, task.Error.Message, task.Error.Attempt));
    }

    [Fact]
    public async Task A_hand_back_costs_a_number_but_no_try()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 1));
        MemberId handler = await Store.StartHandlerAsync();
        Assert.Equal(
            new FinishAnswer(FinishVerdict.Applied), await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.HandBack));
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((TaskReason.Ready, 1), (task.Reason, task.Attempt));
        Assert.Null(task.Error);
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Assert.Equal((2, 0), (claim.Attempt, claim.TriesLeft));
    }

    [Fact]
    public async Task A_type_that_the_program_does_not_know_waits_and_costs_no_try()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 1));
        MemberId handler = await Store.StartHandlerAsync();
        FinishAnswer answer = await Store.FinishAsync(
            await Store.ClaimOneAsync(handler), Disposition.NoSuchType, delay: TimeSpan.FromSeconds(30));
        Assert.Equal(Now.AddSeconds(30), answer.DueAt);
        Assert.Equal(TaskReason.Retry, (await Store.ViewAsync(id)).Reason);
        Time.Advance(TimeSpan.FromSeconds(30));
        Store.Beat(handler);
        handler = await Store.StartHandlerAsync();
        await Store.PromoteAsync(10);
        Assert.Equal((2, 0), ((await Store.ClaimOneAsync(handler)) is var c ? (c.Attempt, c.TriesLeft) : default));
    }

    [Theory]
    [InlineData(Disposition.Succeeded)]
    [InlineData(Disposition.Failed)]
    [InlineData(Disposition.Retry)]
    [InlineData(Disposition.HandBack)]
    [InlineData(Disposition.NoSuchType)]
    internal async Task A_finish_sent_again_is_already_written_down(Disposition disposition)
    {
        await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, disposition)).Verdict);
        Assert.Equal(FinishVerdict.Already, (await Store.FinishAsync(claim, disposition)).Verdict);
    }

    [Fact]
    public async Task A_stale_run_writes_nothing()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim stale = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        MemberId heir = await Store.StartHandlerAsync();
        await Store.ReapAsync();
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(stale, Disposition.Succeeded, "\"stale\"")).Verdict);
        await Store.FinishAsync(await Store.ClaimOneAsync(heir), Disposition.Succeeded, "\"heir\"");
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(stale, Disposition.Succeeded, "\"stale\"")).Verdict);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal(("\"heir\"", heir, 2), (task.Result!.Value.Text(), task.Handler, task.Attempt));
    }

    [Fact]
    public async Task A_batch_of_finishes_answers_each_in_order()
    {
        await Store.SubmitAsync(Batch(NewTask(), NewTask(), NewTask(tries: 1)));
        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(), 3);
        IReadOnlyList<FinishAnswer> answers = await Store.FinishAsync(
            [End(claims[2], Disposition.Retry), End(claims[0] with { Attempt = 9 }, Disposition.Succeeded), End(
                claims[1], Disposition.Succeeded)]);
        Assert.Equal(
            [
                (FinishVerdict.Applied, OutcomeState.Failed), (FinishVerdict.Stale, null),
                (FinishVerdict.Applied, (OutcomeState?)OutcomeState.Succeeded),
            ],
            answers.Select(a => (a.Verdict, a.Outcome)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Every_end_of_a_batch_is_written_and_one_that_stands_in_it_twice_was_written_before(int count)
    {
        foreach (int _ in Enumerable.Range(0, count))
        {
            await Store.SubmitAsync(NewTask());
        }

        IReadOnlyList<TaskClaim> claims = await Store.ClaimAsync(await Store.StartHandlerAsync(count), count);
        var ends = claims.Select(
            (claim, i) => End(claim, i % 5 == 4 ? Disposition.Failed : Disposition.Succeeded, $"[{i}]", i % 5 == 4 ? Boom : null)).ToList();

        IReadOnlyList<FinishAnswer> answers = await Store.FinishAsync([.. ends, .. ends]);

        Assert.Equal(
            Enumerable.Repeat(FinishVerdict.Applied, count).Concat(Enumerable.Repeat(FinishVerdict.Already, count)),
            answers.Select(answer => answer.Verdict));
        for (int i = 0; i < count; i++)
        {
            TaskRecord task = await Store.ViewAsync(claims[i].Id);
            Assert.Equal(
                i % 5 == 4 ? (OutcomeState.Failed, null) : (OutcomeState.Succeeded, $"[{i}]"), (task.Outcome, task.Result?.Text()));
        }
    }

    [Fact]
    public async Task Cancelling_a_waiting_task_ends_it_at_once()
    {
        TaskId ready = await Store.SubmitAsync(NewTask());
        TaskId later = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromMinutes(1)));
        foreach (TaskId id in (TaskId[])[ready, later])
        {
            Assert.Equal(CancelVerdict.Done, await Store.CancelAsync(id));
            Assert.Equal(CancelVerdict.AlreadyDone, await Store.CancelAsync(id));
            TaskRecord task = await Store.ViewAsync(id);
            Assert.Equal((TaskState.Done, OutcomeState.Cancelled, Now), (task.Status, task.Outcome, task.FinishedAt));
            Assert.Null(task.Handler);
        }

        Assert.Equal(CancelVerdict.Unknown, await Store.CancelAsync(new TaskId(999_999)));
        Assert.Empty(await Store.ClaimAsync(await Store.StartHandlerAsync()));
    }

    [Theory]
    [InlineData(Disposition.Succeeded, OutcomeState.Succeeded)]
    [InlineData(Disposition.Failed, OutcomeState.Cancelled)]
    [InlineData(Disposition.Retry, OutcomeState.Cancelled)]
    [InlineData(Disposition.HandBack, OutcomeState.Cancelled)]
    [InlineData(Disposition.NoSuchType, OutcomeState.Cancelled)]
    internal async Task A_cancelled_run_ends_as_cancelled_unless_it_succeeded(Disposition disposition, OutcomeState outcome)
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);

        Assert.Equal(CancelVerdict.Signalled, await Store.CancelAsync(id));
        Assert.Equal(CancelVerdict.Signalled, await Store.CancelAsync(id));
        Assert.Equal(TaskReason.Cancelling, (await Store.ViewAsync(id)).Reason);
        Assert.Equal([claim.Key()], await Store.FindCancelledAsync(handler, Stop));
        Assert.Equal([claim.Key()], Store.Beat(handler, claim.Key()).Cancelled);

        Assert.Equal(outcome, (await Store.FinishAsync(claim, disposition)).Outcome);
        Assert.Equal(FinishVerdict.Already, (await Store.FinishAsync(claim, disposition)).Verdict);
        Assert.Empty(await Store.FindCancelledAsync(handler, Stop));
    }

    [Fact]
    public async Task A_task_cancelled_between_two_tries_shows_its_last_run()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Retry, delay: TimeSpan.FromSeconds(9));
        await Store.CancelAsync(id);
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Cancelled, 1, handler, "boom"), (task.Outcome, task.Attempt, task.Handler, task.Error!.Message));
    }
}
