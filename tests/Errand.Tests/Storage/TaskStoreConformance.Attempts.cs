using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task No_task_has_no_attempts_and_a_new_one_waits_for_its_first()
    {
        Assert.Null(await Store.FindAttemptsAsync(new TaskId(123_456), Stop));
        TaskId ready = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromMinutes(1)));
        TaskId scheduled = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(5), ttl: TimeSpan.FromMinutes(1)));

        Assert.Equal([new TaskAttempt { WaitedFrom = Now, WaitReason = TaskReason.Ready }], await Store.FindAttemptsAsync(ready, Stop));
        Assert.Equal(
            [new TaskAttempt { WaitedFrom = Now, WaitReason = TaskReason.Scheduled }], await Store.FindAttemptsAsync(scheduled, Stop));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Store.FindAttemptsAsync(ready, Stop));
    }

    [Fact]
    public async Task Each_attempt_tells_how_it_waited_where_it_ran_and_how_it_ended()
    {
        DateTimeOffset submitted = Now;
        TaskId id = await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(3)));
        MemberId handler = await Store.StartHandlerAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        await Store.PromoteAsync(10);

        (DateTimeOffset firstStart, DateTimeOffset firstEnd) = await RunOnceAsync(handler, Disposition.Retry, TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.PromoteAsync(10);
        (DateTimeOffset secondStart, DateTimeOffset secondEnd) = await RunOnceAsync(handler, Disposition.HandBack);
        (DateTimeOffset thirdStart, DateTimeOffset thirdEnd) = await RunOnceAsync(handler, Disposition.NoSuchType);
        await Store.PromoteAsync(10);
        Time.Advance(TimeSpan.FromSeconds(2));
        DateTimeOffset lastStart = Now;
        TaskClaim last = await Store.ClaimOneAsync(handler);

        var error = new TaskError(TaskErrorKind.Exception, "boom", 1, firstEnd);
        TaskAttempt first = Ran(1, TaskReason.Scheduled, submitted, firstStart, firstEnd, TaskAttemptEnd.Retried) with { Error = error };
        TaskAttempt second = Ran(2, TaskReason.Retry, firstEnd, secondStart, secondEnd, TaskAttemptEnd.HandedBack);
        TaskAttempt third = Ran(3, TaskReason.Ready, secondEnd, thirdStart, thirdEnd, TaskAttemptEnd.HandedBack);
        TaskAttempt running = Ran(4, TaskReason.Retry, thirdEnd, lastStart, null, TaskAttemptEnd.Running);
        Assert.Equal([first, second, third, running], await Store.FindAttemptsAsync(id, Stop));

        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.FinishAsync(last, Disposition.Succeeded);
        Assert.Equal(
            [first, second, third, running with { EndedAt = Now, End = TaskAttemptEnd.Succeeded }],
            await Store.FindAttemptsAsync(id, Stop));

        TaskAttempt Ran(
            int attempt, string reason, DateTimeOffset waitedFrom, DateTimeOffset startedAt, DateTimeOffset? endedAt, string end) => new()
            {
                Attempt = attempt,
                WaitedFrom = waitedFrom,
                WaitReason = reason,
                StartedAt = startedAt,
                EndedAt = endedAt,
                End = end,
                Handler = handler.ToString(),
                Host = "host",
                Pid = 42,
            };
    }

    [Theory]
    [InlineData(Disposition.Failed, TaskAttemptEnd.Failed, "boom")]
    [InlineData(Disposition.Succeeded, TaskAttemptEnd.Succeeded, null)]
    internal async Task The_last_attempt_of_a_done_task_ended_as_the_task_did(Disposition disposition, string end, string? error)
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), disposition);

        TaskAttempt attempt = Assert.Single((await Store.FindAttemptsAsync(id, Stop))!);

        Assert.Equal((1, Now, end, error), (attempt.Attempt, attempt.EndedAt, attempt.End, attempt.Error?.Message));
    }

    [Fact]
    public async Task A_run_that_was_cancelled_ended_so()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.CancelAsync(id);
        await Store.FinishAsync(claim, Disposition.Failed);

        Assert.Equal((1, TaskAttemptEnd.Cancelled), Assert.Single((await Store.FindAttemptsAsync(id, Stop))!) is var only
            ? (only.Attempt, only.End) : default);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task A_lost_run_is_an_attempt_whether_or_not_another_follows(int tries, bool isTriedAgain)
    {
        TaskId id = await Store.SubmitAsync(NewTask(tries: tries));
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await Store.ReapAsync();

        IReadOnlyList<TaskAttempt> attempts = (await Store.FindAttemptsAsync(id, Stop))!;

        Assert.Equal(
            (1, Now, TaskAttemptEnd.Lost, TaskErrorKind.HandlerLost),
            (attempts[0].Attempt, attempts[0].EndedAt, attempts[0].End, attempts[0].Error!.Kind));
        Assert.Equal(
            isTriedAgain ? [new TaskAttempt { WaitedFrom = Now, WaitReason = TaskReason.Retry }] : [], attempts.Skip(1));
    }

    [Fact]
    public async Task A_task_that_is_cancelled_while_it_waits_ends_an_attempt_that_never_started()
    {
        DateTimeOffset submitted = Now;
        TaskId never = await Store.SubmitAsync(NewTask(queue: "other"));
        TaskId once = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.FinishAsync(claim, Disposition.Retry, delay: TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.CancelAsync(never);
        await Store.CancelAsync(once);

        var cancelled = new TaskAttempt
        {
            WaitedFrom = submitted,
            WaitReason = TaskReason.Ready,
            EndedAt = Now,
            End = TaskAttemptEnd.Cancelled,
        };
        Assert.Equal([cancelled], await Store.FindAttemptsAsync(never, Stop));
        IReadOnlyList<TaskAttempt> attempts = (await Store.FindAttemptsAsync(once, Stop))!;
        Assert.Equal((2, TaskAttemptEnd.Retried), (attempts.Count, attempts[0].End));
        Assert.Equal(cancelled with { WaitReason = TaskReason.Retry }, attempts[1]);
    }

    [Fact]
    public async Task An_attempt_outlives_what_is_known_of_its_handler_and_may_have_ended_as_a_later_version_knows()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.HandBack);
        await ForgetHandlerAsync(handler);
        await RunAsync("UPDATE attempt_log SET kind = 99");

        TaskAttempt attempt = (await Store.FindAttemptsAsync(id, Stop))![0];

        Assert.Equal(
            (TaskAttemptEnd.Other, handler.ToString(), null, null), (attempt.End, attempt.Handler, attempt.Host, attempt.Pid));
    }

    [Fact]
    public async Task Of_very_many_attempts_the_newest_are_shown()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        await Store.FinishAsync(await Store.ClaimOneAsync(handler), Disposition.HandBack);
        await RunAsync("""
            INSERT INTO attempt_log (id, attempt, handler_id, started_at, ended_at, kind)
            SELECT id, attempt + n, handler_id, started_at, ended_at, kind FROM attempt_log CROSS JOIN (
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500) SELECT n FROM numbers) more
            """);

        IReadOnlyList<TaskAttempt> attempts = (await Store.FindAttemptsAsync(id, Stop))!;

        Assert.Equal((1000, 503, null), (attempts.Count, attempts[0].Attempt, attempts[^1].Attempt));
        Assert.Equal(Enumerable.Range(503, 999), attempts.SkipLast(1).Select(attempt => attempt.Attempt!.Value));
        Assert.Equal(TaskReason.Ready, attempts[0].WaitReason);
    }

    /// <summary>Claims the task a second later, and ends its run after another second.</summary>
    private async Task<(DateTimeOffset Start, DateTimeOffset End)> RunOnceAsync(
        MemberId handler, Disposition disposition, TimeSpan delay = default)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        DateTimeOffset start = Now;
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.FinishAsync(claim, disposition, delay: delay);
        return (start, Now);
    }
}
