using System.Text.Json;
using Errand.Tests.Contract;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

public abstract partial class TaskClientContract
{
    [Fact]
    public async Task A_task_is_cancelled_and_run_again()
    {
        TaskId waiting = await SubmitUnservedAsync();
        Assert.Equal(TaskChange.NotFinished, await Tasks.RetryAsync(waiting));
        Assert.True(await Tasks.CancelAsync(waiting));
        Assert.True(await Tasks.CancelAsync(waiting));
        Assert.Equal(OutcomeState.Cancelled, (await Tasks.FindAsync(waiting, Waiting.Stop))!.Outcome);
        Assert.Equal(TaskChange.Changed, await Tasks.RetryAsync(waiting));
        Assert.Equal(TaskState.Waiting, (await Tasks.FindAsync(waiting, Waiting.Stop))!.Status);
        Assert.Equal(TaskChange.Succeeded, await Tasks.RetryAsync(await DoneAsync("add", new { x = 1 })));
        Assert.Equal(TaskChange.UnknownTask, await Tasks.RetryAsync(Missing));
        Assert.False(await Tasks.CancelAsync(Missing));

        Gate gate = server.NewGate();
        TaskId running = await Tasks.SubmitAsync("hold", JsonElement.Parse(gate.Args), null, Waiting.Stop);
        await gate.Started;
        Assert.True(await Tasks.CancelAsync(running));
        Assert.Equal(OutcomeState.Cancelled, (await Tasks.WaitAsync(running, Waiting.Stop).Soon())!.Outcome);
    }

    [Fact]
    public async Task A_task_is_kept_released_and_deleted()
    {
        TaskId id = await DoneAsync("add", new { x = 1 });
        DateTimeOffset? own = (await Tasks.FindAsync(id, Waiting.Stop))!.ExpiresAt;
        DateTimeOffset until = TimeProvider.System.GetUtcNow().AddDays(30);
        Assert.True(await Tasks.KeepAsync(id, until, "for \"later\" é"));
        TaskView kept = (await Tasks.FindAsync(id, Waiting.Stop))!;
        Assert.Equal("for \"later\" é", kept.Kept!.Note);
        Assert.True((kept.ExpiresAt!.Value - until).Duration() < TimeSpan.FromMilliseconds(2));
        Assert.True(await Tasks.KeepAsync(id, null));
        Assert.Equal((null, null), (await Tasks.FindAsync(id, Waiting.Stop)) is { } ever ? (ever.ExpiresAt, ever.Kept!.Note) : default);
        Assert.True(await Tasks.ReleaseAsync(id));
        Assert.Equal(own, (await Tasks.FindAsync(id, Waiting.Stop))!.ExpiresAt);
        Assert.False(await Tasks.KeepAsync(Missing, null));
        Assert.False(await Tasks.ReleaseAsync(Missing));
        await WrongAsync(() => Tasks.KeepAsync(id, TimeProvider.System.GetUtcNow().AddDays(-1)));
        await WrongAsync(() => Tasks.KeepAsync(id, null, new string('n', 501)));

        Assert.Equal(TaskChange.NotFinished, await Tasks.DeleteAsync(await SubmitUnservedAsync()));
        Assert.Equal(TaskChange.Changed, await Tasks.DeleteAsync(id));
        Assert.Equal(TaskChange.UnknownTask, await Tasks.DeleteAsync(id));
        Assert.Null(await Tasks.FindAsync(id, Waiting.Stop));
    }

    [Fact]
    public async Task Many_tasks_are_counted_and_changed()
    {
        string tag = $"{GetType().Name}-acts";
        var options = new SubmitOptions { Tags = [tag], Queue = ClientServer.UnservedQueue };
        IReadOnlyList<TaskId> ids = await Tasks.SubmitAsync(
            [new NewTask("add", new { x = 1 }, options), new NewTask("add", new { x = 2 }, options), new NewTask("add", new { x = 3 }, options)],
            Waiting.Stop);
        var found = new TaskActionRequest
        {
            Action = TaskAction.Keep,
            Search = $"tag:{tag}",
            Before = TimeProvider.System.GetUtcNow().AddMinutes(1),
            Keep = new TaskKeep(TimeProvider.System.GetUtcNow().AddDays(100), "all"),
        };

        Assert.Equal(new TaskActionCount(3, true), await Tasks.CountAsync(found, Waiting.Stop));
        Assert.Equal((3, 0, 0, null), Of(await Tasks.ActAsync(found, Waiting.Stop)));
        Assert.Equal("all", (await Tasks.FindAsync(ids[0], Waiting.Stop))!.Kept!.Note);
        Assert.Equal((2, 1, 0, null), Of(await Tasks.ActAsync(
            new TaskActionRequest { Action = TaskAction.Cancel, Ids = [ids[0], ids[1], Missing] }, Waiting.Stop)));
        Assert.Equal((1, 0, 0, null), Of(await Tasks.ActAsync(
            new TaskActionRequest { Action = TaskAction.Retry, Ids = [ids[0]] }, Waiting.Stop)));
        Assert.Equal((1, 0, 0, null), Of(await Tasks.ActAsync(
            new TaskActionRequest { Action = TaskAction.Delete, Ids = [ids[1]] }, Waiting.Stop)));
        await WrongAsync(() => Tasks.ActAsync(new TaskActionRequest { Action = TaskAction.Cancel }, Waiting.Stop));
        await WrongAsync(() => Tasks.CountAsync(found with { Before = null }, Waiting.Stop));
        await Assert.ThrowsAsync<InvalidSearchException>(() => Tasks.ActAsync(found with { Search = "colour:red" }, Waiting.Stop));

        static (int, int, int, string?) Of(TaskActionAnswer answer) => (answer.Changed, answer.Unchanged, answer.Refused, answer.Next);
    }
}
