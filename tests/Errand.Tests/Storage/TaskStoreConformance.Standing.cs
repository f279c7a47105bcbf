using Errand.Insight;
using Errand.Storage.Messages;
using Errand.Storage.Views;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    [Fact]
    public async Task A_task_that_does_not_exist_has_no_standing()
    {
        Assert.Null(await Store.FindStandingAsync(new TaskId(77_777), Stop));
        TaskId id = await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        Assert.NotNull(await Store.FindStandingAsync(id, Stop));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await Store.FindStandingAsync(id, Stop));
    }

    [Fact]
    public async Task The_tasks_ahead_are_counted_to_ten_thousand_and_expired_ones_do_not_count()
    {
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 9_998).Select(i => NewTask(priority: i % 2))]));
        await Store.SubmitAsync(NewTask(ttl: TimeSpan.FromSeconds(1)));
        TaskId last = await Store.SubmitAsync(NewTask());
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new TasksAhead(9_998, true), Explanation.Of((await Store.FindStandingAsync(last, Stop))!).Facts.Ahead);
        await Store.SubmitAsync(Batch(NewTask(priority: 2), NewTask(priority: 2)));
        Assert.Equal(new TasksAhead(10_000, true), Explanation.Of((await Store.FindStandingAsync(last, Stop))!).Facts.Ahead);
        await Store.SubmitAsync(Batch([.. Enumerable.Range(0, 10_500).Select(_ => NewTask(priority: 3))]));
        Assert.Equal(new TasksAhead(10_000, false), Explanation.Of((await Store.FindStandingAsync(last, Stop))!).Facts.Ahead);
    }

    [Fact]
    public async Task The_times_of_runs_are_those_of_the_type_that_succeeded_within_the_hour()
    {
        MemberId handler = await Store.StartHandlerAsync();
        await RunAsync(TimeSpan.FromSeconds(2), Disposition.Succeeded);
        Time.Advance(TimeSpan.FromMinutes(61));
        handler = await Store.StartHandlerAsync();
        await RunAsync(TimeSpan.FromSeconds(3), Disposition.Succeeded);
        await RunAsync(TimeSpan.FromSeconds(4), Disposition.Failed);
        await RunAsync(TimeSpan.FromSeconds(5), Disposition.Succeeded);

        Assert.Equal([3, 5], (await Store.FindRunTimesAsync("add", Stop)).Select(time => (int)Math.Round(time.TotalSeconds)).Order());
        Assert.Empty(await Store.FindRunTimesAsync("other", Stop));

        async Task RunAsync(TimeSpan time, Disposition end)
        {
            await Store.SubmitAsync(NewTask());
            TaskClaim claim = await Store.ClaimOneAsync(handler);
            Time.Advance(time);
            await Store.FinishAsync(claim, end);
        }
    }

    /// <summary>Whatever happens to tasks, queues and handlers, each explanation says what a model of them says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_explanation_is_true_whatever_happened_before(int seed)
    {
        var run = new StandingRun(Store, Time, new Random(seed));
        for (int step = 0; step < 250; step++)
        {
            string done = await run.StepAsync();
            foreach (StandingModel.Item task in run.SomeTasks())
            {
                TaskStanding? standing = await Store.FindStandingAsync(task.Id, Stop);
                Assert.NotNull(standing);
                var said = StandingModel.Answer.Of(Explanation.Of(standing));
                Assert.Equal((step, done, run.Model.Expected(task, said.LastHandler)), (step, done, said));
            }
        }

        Assert.Superset(new HashSet<string>(StandingRun.Reached), run.Model.Seen);
    }
}
