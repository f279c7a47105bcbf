using Errand.Tests.Hosting;

namespace Errand.Tests.Control;

/// <summary>What C# callers can do with tasks that they have submitted, and see of their past.</summary>
public sealed class TaskControlTests
{
    [Fact]
    public async Task The_attempts_of_a_task_are_found()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { MaxAttempts = 1 }, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();

        TaskAttempt attempt = Assert.Single((await app.Tasks.FindAttemptsAsync(id, Waiting.Stop))!);

        Assert.Equal((1, TaskAttemptEnd.Failed, "boom"), (attempt.Attempt, attempt.End, attempt.Error!.Message));
        Assert.Null(await app.Tasks.FindAttemptsAsync(new TaskId(99), Waiting.Stop));
    }

    [Fact]
    public async Task A_done_task_is_deleted()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        Assert.Equal(TaskChange.NotFinished, await app.Tasks.DeleteAsync(id));
        await app.Tasks.CancelAsync(id);

        Assert.Equal(TaskChange.Changed, await app.Tasks.DeleteAsync(id));

        Assert.Null(await app.Tasks.FindAsync(id, Waiting.Stop));
        Assert.Equal(TaskChange.UnknownTask, await app.Tasks.DeleteAsync(id));
    }

    [Fact]
    public async Task A_task_that_failed_runs_again()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { MaxAttempts = 1 }, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();

        Assert.Equal(TaskChange.Changed, await app.Tasks.RetryAsync(id));

        TaskView again = (await app.Tasks.WaitAsync(id, Waiting.Stop).Soon())!;
        Assert.Equal((OutcomeState.Failed, 2), (again.Outcome, again.Attempt));
        Assert.Equal(TaskChange.UnknownTask, await app.Tasks.RetryAsync(new TaskId(99)));
    }

    [Fact]
    public async Task A_task_is_kept_and_released()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        DateTimeOffset? own = (await app.Tasks.FindAsync(id, Waiting.Stop))!.ExpiresAt;

        Assert.True(await app.Tasks.KeepAsync(id, null, "good"));
        TaskView kept = (await app.Tasks.FindAsync(id, Waiting.Stop))!;
        Assert.True(await app.Tasks.ReleaseAsync(id));
        TaskView released = (await app.Tasks.FindAsync(id, Waiting.Stop))!;

        Assert.Equal((null, new TaskKeep(null, "good")), (kept.ExpiresAt, kept.Kept));
        Assert.Equal((own, null), (released.ExpiresAt, released.Kept));
        Assert.False(await app.Tasks.KeepAsync(new TaskId(99), null));
        Assert.False(await app.Tasks.ReleaseAsync(new TaskId(99)));
    }

    [Fact]
    public async Task A_task_is_not_kept_until_yesterday_or_with_a_novel()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("fail", null, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);

        ArgumentException past = await Assert.ThrowsAsync<ArgumentException>(
            () => app.Tasks.KeepAsync(id, TimeProvider.System.GetUtcNow().AddDays(-1)));
        ArgumentException late = await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.KeepAsync(id, DateTimeOffset.MaxValue));
        ArgumentException wordy = await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.KeepAsync(id, null, new string('x', 501)));

        Assert.Equal(["until", "until", "note"], [past.ParamName, late.ParamName, wordy.ParamName]);
        Assert.Null((await app.Tasks.FindAsync(id, Waiting.Stop))!.Kept);
    }

    private static async Task<ErrandApp> StartAsync()
    {
        var app = ErrandApp.CreateInMemory();
        app.MapTask("fail", void () => throw new InvalidOperationException("boom"));
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}
