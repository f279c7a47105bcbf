using Errand.Insight.Problems;
using Errand.Signals;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Errand.Storage.Views;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task What_waits_is_told_by_queue_and_type()
    {
        DateTimeOffset start = Now;
        await Store.SubmitAsync(NewTask(queue: "a", ttl: TimeSpan.FromSeconds(1)));
        await Store.SubmitAsync(NewTask(queue: "a", priority: -1));
        Time.Advance(TimeSpan.FromSeconds(2));
        await Store.SubmitAsync(Batch(
            NewTask(queue: "a"), NewTask(queue: "a") with { Type = new TaskType("fit") }, NewTask(queue: "b")));
        await PauseAsync("b", true);

        WorkFacts work = await Store.FindWorkAsync(Stop);

        Assert.Equal(
            [
                new TypeWait("a", false, "add", start, start), new TypeWait("a", false, "fit", Now, Now),
                new TypeWait("b", true, "add", Now, Now),
            ],
            work.Waiting.OrderBy(wait => wait.Queue).ThenBy(wait => wait.Type));
        Assert.Equal((Now, true), (work.At, work.AcceptsWrites));
    }

    [Fact]
    public async Task What_waits_for_an_instant_counts_once_it_is_due_or_had_an_attempt()
    {
        DateTimeOffset start = Now;
        await Store.SubmitAsync(NewTask(delay: TimeSpan.FromSeconds(60)));
        Assert.Empty((await Store.FindWorkAsync(Stop)).Waiting);
        await Store.SubmitAsync(NewTask(queue: "r"));
        TaskClaim claim = Assert.Single(await Store.ClaimAsync(await Store.StartHandlerAsync(), queue: "r"));
        await Store.FinishAsync(claim, Disposition.Retry, delay: TimeSpan.FromSeconds(90));

        Assert.Equal([new TypeWait("r", false, "add", start, null)], (await Store.FindWorkAsync(Stop)).Waiting);

        // No handler and no janitor has promoted it.
        Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(
            [new TypeWait("q", false, "add", start, start.AddSeconds(60)), new TypeWait("r", false, "add", start, null)],
            (await Store.FindWorkAsync(Stop)).Waiting.OrderBy(wait => wait.Queue));
    }

    [Fact]
    public async Task Of_each_queue_and_priority_the_first_tasks_are_looked_at()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, WorkFacts.MaxFirst).Select(_ => NewTask())]));
        await Store.SubmitAsync(NewTask() with { Type = new TaskType("hidden") });
        await Store.SubmitAsync(NewTask(priority: 1) with { Type = new TaskType("urgent") });
        await Store.SubmitAsync(NewTask(queue: "p") with { Type = new TaskType("other") });
        await Store.SubmitAsync(NewTask(queue: "r", priority: -100) with { Type = new TaskType("last") });

        Assert.Equal(
            ["add", "last", "other", "urgent"], (await Store.FindWorkAsync(Stop)).Waiting.Select(wait => wait.Type).Order());
    }

    [Fact]
    public async Task The_members_tell_what_they_hold_whether_they_signed_off_and_what_was_taken_over()
    {
        await Store.SubmitAsync(Batch(NewTask(), NewTask(), NewTask()));
        MemberId left = await Store.StartHandlerAsync(), lost = await Store.StartHandlerAsync();
        await Store.ClaimAsync(lost, 2);
        Time.Advance(TimeSpan.FromSeconds(4));
        await Store.LeaveAsync(left);
        DateTimeOffset leftAt = Now;
        Time.Advance(Lease);
        MemberId alive = await Store.StartHandlerAsync(), janitor = await Store.StartHandlerAsync(0, "janitor");
        await Store.ClaimOneAsync(alive);
        await Store.ReapAsync();
        // Too late: it was declared dead before.
        await Store.LeaveAsync(lost);

        IReadOnlyList<WorkMember> members = (await Store.FindWorkAsync(Stop)).Members;

        Assert.Equal((1, null, false, 0), Of(alive));
        Assert.Equal((0, null, false, 0), Of(janitor));
        Assert.Equal((0, leftAt, true, 0), Of(left));
        Assert.Equal((0, leftAt.AddSeconds(11), false, 2), Of(lost));
        Assert.Equal("janitor", members.Single(member => member.Entry.Id == janitor).Entry.Role);
        Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty((await Store.FindWorkAsync(Stop)).Members.Select(member => member.Entry.Id).Except([alive, janitor]));

        (int Held, DateTimeOffset? GoneAt, bool SignedOff, int Lost) Of(MemberId id) =>
            members.Single(member => member.Entry.Id == id) is var member
                ? (member.Held, member.GoneAt, member.SignedOff, member.Lost)
                : default;
    }

    [Fact]
    public async Task What_expired_and_is_not_deleted_is_told_but_not_a_run_that_is_being_cancelled()
    {
        Assert.Null((await Store.FindWorkAsync(Stop)).OldestExpiredAt);
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(10)));
        await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(20)));
        DateTimeOffset start = Now;
        Time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(start.AddSeconds(10), (await Store.FindWorkAsync(Stop)).OldestExpiredAt);
        await Store.DeleteExpiredAsync(1);
        Assert.Equal(start.AddSeconds(20), (await Store.FindWorkAsync(Stop)).OldestExpiredAt);
        await Store.DeleteExpiredAsync(100);
        Assert.Null((await Store.FindWorkAsync(Stop)).OldestExpiredAt);
    }

    /// <summary>However many others ended since.</summary>
    [Fact]
    public async Task How_tasks_ended_within_ten_minutes_is_told_as_it_was_counted_with_the_newest_error()
    {
        MemberId handler = await Store.StartHandlerAsync();
        await FailAsync("add", "long ago");
        await CountAsync(Ended("add", OutcomeState.Failed, 7));
        Time.Advance(TimeSpan.FromMinutes(10));
        handler = await Store.StartHandlerAsync();
        Assert.Empty(await Store.FindEndsAsync(Stop));
        DateTimeOffset first = Now;
        await CountAsync(
            Ended("add", OutcomeState.Failed, 1), Ended("fit", OutcomeState.Succeeded, 5000), Ended("add", OutcomeState.Cancelled, 1),
            Ended("old", OutcomeState.Failed, 1), Ended(StatRow.Other, OutcomeState.Failed, 9),
            new StatRow { Type = "plot", Queue = "q", Submitted = 3 });
        await FailAsync("add", "first");
        Time.Advance(TimeSpan.FromSeconds(1));
        await FailAsync("add", "second");
        await FailAsync("fit", "not counted yet");
        await CountAsync(Ended("add", OutcomeState.Failed, 1) with { Queue = "r" }, Ended("add", OutcomeState.Succeeded, 1));

        Assert.Equal(
            [
                new TypeEnds("add", 4, 2, first, "second"), new TypeEnds("fit", 5000, 0, null, null),
                new TypeEnds("old", 1, 1, first, null),
            ],
            (await Store.FindEndsAsync(Stop)).OrderBy(ends => ends.Type));

        async Task FailAsync(string type, string error)
        {
            await Store.SubmitAsync(NewTask() with { Type = new TaskType(type) });
            await Store.FinishAsync(
                await Store.ClaimOneAsync(handler), Disposition.Failed, error: new RunError(TaskErrorKind.Exception, error));
        }

        Task CountAsync(params StatRow[] rows) => Store.AddStatsAsync(new StatBatch(Guid.NewGuid(), rows));

        static StatRow Ended(string type, OutcomeState outcome, long count) =>
            new() { Type = type, Queue = "q", Outcome = outcome, Finished = count };
    }

    /// <summary>Whatever happens to tasks, queues, handlers and janitors, the list of problems is what a model of them says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Problems_are_true_and_none_is_missing_whatever_happened_before(int seed)
    {
        var run = new ProblemRun(Store, Time, new Random(seed));
        var problems = new ProblemList(Store, [], new RunWaits(Time), Time);
        for (int step = 0; step < 300; step++)
        {
            string done = await run.StepAsync();
            ServerProblem[] said =
                [.. (await problems.ListAsync(Stop)).Where(problem => problem.Kind != ServerProblemKind.Disk)];
            IReadOnlyList<ProblemModel.Answer> expected = run.Model.Expected();

            Assert.Equal(
                expected.Select(problem => (step, done, problem)),
                said.Select((problem, i) => (step, done, ProblemModel.Answer.Of(problem, expected.ElementAtOrDefault(i)))));
        }

        Assert.Superset(new HashSet<string>(ProblemRun.Reached), run.Model.Seen);
    }
}
