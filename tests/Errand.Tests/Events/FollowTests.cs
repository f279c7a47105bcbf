using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Events;

/// <summary>Following a task from C#.</summary>
public sealed class FollowTests
{
    [Fact]
    public async Task Updates_tell_the_whole_story_of_a_task()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("talk", new { lines = 2 }, null, Waiting.Stop);

        List<TaskUpdate> updates = await AllAsync(app, id);

        Assert.IsType<TaskStatusUpdate>(updates[0]);
        Assert.Equal(["line 1", "line 2"], updates.OfType<TaskLogUpdate>().Select(update => update.Line.Message));
        Assert.Equal(TaskState.Done, updates.OfType<TaskStatusUpdate>().Last().Task.Status);
        TaskEndUpdate end = Assert.IsType<TaskEndUpdate>(updates[^1]);
        Assert.Equal("2", end.Task!.Result!.Value.GetRawText());
        Assert.Equal("1.1.2", end.Place);
    }

    [Fact]
    public async Task It_goes_on_after_the_last_update_that_the_caller_has()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("talk", new { lines = 3 }, null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop);
        TaskLogUpdate second = (await AllAsync(app, id)).OfType<TaskLogUpdate>().ElementAt(1);

        List<TaskUpdate> rest = await AllAsync(app, id, second.Place);

        Assert.Equal([typeof(TaskStatusUpdate), typeof(TaskLogUpdate), typeof(TaskEndUpdate)], rest.Select(update => update.GetType()));
        Assert.Equal(3, ((TaskLogUpdate)rest[1]).Line.Line);
    }

    [Fact]
    public async Task Progress_is_told_while_the_task_runs()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("wait", null, null, Waiting.Stop);

        await foreach (TaskUpdate update in app.Tasks.FollowAsync(id, null, Waiting.Stop))
        {
            if (update is TaskProgressUpdate progress)
            {
                Assert.Equal((1, new TaskProgress(0.5, "half")), (progress.Attempt, progress.Progress));
                return;
            }
        }

        Assert.Fail("No progress was told.");
    }

    [Fact]
    public async Task A_task_that_is_none_ends_at_once_and_a_place_that_is_none_is_refused()
    {
        await using ErrandApp app = await StartAsync();

        Assert.Null(Assert.IsType<TaskEndUpdate>(Assert.Single(await AllAsync(app, new TaskId(99)))).Task);
        Assert.Equal("after", Assert.Throws<ArgumentException>(() => app.Tasks.FollowAsync(new TaskId(1), "here", Waiting.Stop)).ParamName);
    }

    [Fact]
    public async Task A_server_that_stops_ends_it_with_an_exception()
    {
        await using ErrandApp app = await StartAsync();
        TaskId id = await app.Tasks.SubmitAsync("talk", new { lines = 1 }, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        await using IAsyncEnumerator<TaskUpdate> updates = app.Tasks.FollowAsync(id, null, Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
        Assert.True(await updates.MoveNextAsync());

        Task<bool> next = updates.MoveNextAsync().AsTask();
        await app.StopAsync(Waiting.Stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    private static async Task<List<TaskUpdate>> AllAsync(ErrandApp app, TaskId id, string? after = null)
    {
        List<TaskUpdate> updates = [];
        await foreach (TaskUpdate update in app.Tasks.FollowAsync(id, after, Waiting.Stop))
        {
            updates.Add(update);
        }

        return updates;
    }

    private static async Task<ErrandApp> StartAsync()
    {
        var app = ErrandApp.CreateInMemory();
        app.MapTask("talk", (int lines, TaskContext task) =>
        {
            for (int line = 1; line <= lines; line++)
            {
                task.Logger.Log(LogLevel.Information, default, line, null, static (number, _) => $"line {number}");
            }

            return lines;
        });
        app.MapTask("wait", (TaskContext task, CancellationToken cancel) =>
        {
            task.ReportProgress(0.5, "half");
            return Task.Delay(Timeout.Infinite, cancel);
        });
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}
