using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_task_that_failed_waits_again_with_all_its_tries()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 2));
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim failed = await Store.ClaimOneAsync(handler);
        await Store.FinishAsync(failed, Disposition.Failed);
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new RetryAnswer(TaskChange.Changed, "q"), await Store.RetryAsync(id));

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal(
            (TaskState.Waiting, TaskReason.Ready, 1, null, null, "boom"),
            (task.Status, task.Reason, task.Attempt, task.Outcome, task.FinishedAt, task.Error!.Message));
        Assert.Equal((handler, Now.AddHours(-1)), (task.Handler, task.StartedAt));
        Assert.Empty(await Store.FindDoneAsync([id], Stop));
        Assert.Equal(["q"], (await Store.TickAsync([], Stop)).ReadyQueues);
        Assert.Equal(FinishVerdict.Already, (await Store.FinishAsync(failed, Disposition.Failed)).Verdict);
        handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Assert.Equal((2, 1), (claim.Attempt, claim.TriesLeft));
        await Store.FinishAsync(claim, Disposition.Succeeded, "7");
        TaskRecord done = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Succeeded, "7"), (done.Outcome, done.Result?.Text()));
        Assert.Equal(TaskChange.Succeeded, (await Store.RetryAsync(id)).Change);
    }

    [Fact]
    public async Task Only_a_done_task_that_did_not_succeed_is_retried()
    {
        TaskId succeeded = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Succeeded);
        TaskId running = await Store.SubmitAsync(NewTask());
        await Store.ClaimOneAsync(handler);
        TaskId ready = await Store.SubmitAsync(NewTask());
        TaskId later = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromMinutes(1)));
        TaskId blocked = await SubmitBlockedAsync();
        TaskId expired = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        await Store.CancelAsync(expired);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new RetryAnswer(TaskChange.Succeeded), await Store.RetryAsync(succeeded));
        foreach (TaskId id in (TaskId[])[running, ready, later, blocked])
        {
            Assert.Equal(new RetryAnswer(TaskChange.NotFinished), await Store.RetryAsync(id));
        }

        Assert.Equal(new RetryAnswer(TaskChange.UnknownTask), await Store.RetryAsync(expired));
        Assert.Equal(new RetryAnswer(TaskChange.UnknownTask), await Store.RetryAsync(new TaskId(999_999)));
        Assert.Empty(await FindMisplacedAsync());
    }

    [Fact]
    public async Task A_retried_task_lives_as_long_again_as_at_first_and_its_key_does_too()
    {
        var key = new IdempotencyKey("me", "again", new byte[32]);
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromMinutes(10), key: key));
        DateTimeOffset submitted = Now;
        for (int minutes = 6; minutes <= 18; minutes += 6)
        {
            await Store.CancelAsync(id);
            Time.Advance(TimeSpan.FromMinutes(6));
            await Store.RetryAsync(id);
            Assert.Equal(submitted.AddMinutes(minutes + 10), (await Store.ViewAsync(id)).ExpiresAt);
        }

        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, (await Store.DeleteExpiredAsync(10)).Deleted);
        SubmitAnswer again = Assert.Single(await Store.SubmitAsync(Batch(NewTask(ttl: TimeSpan.FromMinutes(10), key: key))));
        Assert.Equal((SubmitVerdict.Replayed, id), (again.Verdict, again.Id));
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal(submitted.AddMinutes(28), claim.Deadline);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Store.FindAsync(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_cancelled_while_it_waited_is_an_attempt_of_the_log_once_it_is_retried(bool hasRun)
    {
        TaskId id = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(hasRun ? 0 : 60)));
        MemberId handler = await Store.StartHandlerAsync();
        if (hasRun)
        {
            await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Retry, delay: TimeSpan.FromMinutes(1));
        }

        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.CancelAsync(id);
        IReadOnlyList<TaskAttempt> before = (await Store.FindAttemptsAsync(id, Stop))!;
        Time.Advance(TimeSpan.FromSeconds(9));
        await Store.RetryAsync(id);

        int used = hasRun ? 2 : 1;
        var waits = new TaskAttempt { WaitedFrom = Now, WaitReason = TaskReason.Retry };
        Assert.Equal([.. before, waits], await Store.FindAttemptsAsync(id, Stop));
        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal(
            (TaskState.Waiting, used, hasRun ? handler : null, hasRun),
            (task.Status, task.Attempt, task.Handler, task.StartedAt is not null));
        Assert.Equal(used + 1, (await Store.ClaimOneAsync(handler)).Attempt);
    }

    [Fact]
    public async Task A_retry_tells_since_when_the_task_waits_again()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Failed);
        Time.Advance(TimeSpan.FromHours(1));
        await Store.RetryAsync(id);
        DateTimeOffset retried = Now;
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());

        IReadOnlyList<TaskAttempt> attempts = (await Store.FindAttemptsAsync(id, Stop))!;

        Assert.Equal([TaskAttemptEnd.Failed, TaskAttemptEnd.Running], attempts.Select(attempt => attempt.End));
        Assert.Equal(
            (2, retried, TaskReason.Retry, Now),
            (attempts[1].Attempt, attempts[1].WaitedFrom, attempts[1].WaitReason, attempts[1].StartedAt!.Value));
    }

    [Fact]
    public async Task A_task_that_killed_its_handlers_is_retried_and_their_late_ends_stay_stale()
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: 1));
        TaskClaim lost = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.ReapAsync();

        Assert.Equal(TaskChange.Changed, (await Store.RetryAsync(id)).Change);

        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(lost, Disposition.Succeeded)).Verdict);
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(lost, Disposition.Failed)).Verdict);
        Assert.Equal(OutcomeState.Succeeded, (await Store.FinishAsync(claim, Disposition.Succeeded)).Outcome);
        Assert.Equal([TaskAttemptEnd.Lost, TaskAttemptEnd.Succeeded], (await Store.FindAttemptsAsync(id, Stop))!.Select(a => a.End));
    }

    [Fact]
    public async Task Of_several_that_retry_a_task_one_does_and_it_runs_once()
    {
        ITaskStore other = await OpenAsync();
        MemberId handler = await Store.StartHandlerAsync();
        for (int round = 0; round < 10; round++)
        {
            TaskId id = await Store.SubmitAsync(NewTask());
            await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.Failed);

            RetryAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                Task.Run(() => (i % 2 == 0 ? Store : other).RetryAsync(id))));

            Assert.Single(answers, answer => answer.Change == TaskChange.Changed);
            Assert.Equal(5, answers.Count(answer => answer.Change == TaskChange.NotFinished));
            TaskClaim claim = Assert.Single(await Store.ClaimAsync(handler, 6));
            Assert.Equal((id, 2), (claim.Id, claim.Attempt));
            await Store.FinishAsync(claim, Disposition.Succeeded);
        }
    }

    [Fact]
    public async Task A_task_is_deleted_or_retried_but_not_both()
    {
        ITaskStore other = await OpenAsync();
        for (int round = 0; round < 20; round++)
        {
            TaskId id = await Store.SubmitAsync(NewTask());
            await Store.CancelAsync(id);

            Task<TaskChange> deleting = Task.Run(() => Store.DeleteAsync(id));
            Task<RetryAnswer> retrying = Task.Run(() => other.RetryAsync(id));

            (TaskChange deleted, TaskChange retried) = (await deleting, (await retrying).Change);
            Assert.Contains(
                (deleted, retried),
                ((TaskChange, TaskChange)[])
                [
                    (TaskChange.Changed, TaskChange.UnknownTask), (TaskChange.NotFinished, TaskChange.Changed),
                ]);
            Assert.Equal(retried == TaskChange.Changed, await Store.FindAsync(id) is not null);
        }

        Assert.Empty(await FindMisplacedAsync());
    }
}
