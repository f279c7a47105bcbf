using Errand.Tests.Hosting;

namespace Errand.Tests.Topics;

/// <summary>Hints in C#.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task A_loop_over_hints_sees_every_change()
    {
        await using ErrandApp app = await StartAsync();
        TaskId? id = null;
        var seen = new List<TaskState?>();
        await foreach (ChangeHint _ in app.Tasks.WatchAsync(HintTopics.Tasks, Waiting.Stop))
        {
            seen.Add(id is { } known ? (await app.Tasks.FindAsync(known, Waiting.Stop))?.Status : null);
            if (seen is [null])
            {
                id = await app.Tasks.SubmitAsync("one", null, null, Waiting.Stop);
            }
            else if (seen[^1] == TaskState.Done)
            {
                break;
            }
        }

        Assert.InRange(seen.Count, 2, 5);
    }

    /// <summary>One process, alone: no hint says "more" that is not about this task.</summary>
    [Fact]
    public async Task Each_change_of_a_task_by_this_process_is_hinted()
    {
        await using ErrandApp app = await StartAsync();
        await using IAsyncEnumerator<ChangeHint> hints =
            app.Tasks.WatchAsync(HintTopics.Tasks, Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
        Assert.Equal((true, 0), await NextAsync(hints));
        TaskId id = await app.Tasks.SubmitAsync(
            "one", null, new SubmitOptions { Queue = "paused", Delay = TimeSpan.FromHours(1) }, Waiting.Stop);
        Assert.Equal((false, id.Value), await NextAsync(hints));

        foreach (Func<Task> act in new Func<Task>[]
        {
            () => app.Tasks.KeepAsync(id, null, "for the test"),
            () => app.Tasks.ReleaseAsync(id),
            () => app.Tasks.CancelAsync(id),
            () => app.Tasks.ActAsync(
                new TaskActionRequest { Action = TaskAction.Keep, Ids = [id], Keep = new TaskKeep(null, null) }, Waiting.Stop),
            () => app.Tasks.DeleteAsync(id),
        })
        {
            await act();
            Assert.Equal((false, id.Value), await NextAsync(hints));
        }

        await app.Tasks.PauseQueueAsync("paused");
        Assert.Equal((true, 0), await NextAsync(hints));
        await app.Tasks.ResumeQueueAsync("paused");
        Assert.Equal((true, 0), await NextAsync(hints));
    }

    private static async Task<(bool More, long Id)> NextAsync(IAsyncEnumerator<ChangeHint> hints)
    {
        Assert.True(await hints.MoveNextAsync().AsTask().Soon());
        TasksHint hint = Assert.IsType<TasksHint>(hints.Current);
        return (hint.More, hint.Ids is [long id] ? id : 0);
    }

    [Fact]
    public async Task Hints_have_the_type_of_their_topic()
    {
        await using ErrandApp app = await StartAsync();
        var first = new List<ChangeHint>();
        await foreach (ChangeHint hint in app.Tasks.WatchAsync((HintTopics)31, Waiting.Stop))
        {
            first.Add(hint);
            if (first.Count == 5)
            {
                break;
            }
        }

        Assert.Equal(
            [typeof(TasksHint), typeof(StatsHint), typeof(QueuesHint), typeof(HandlersHint), typeof(ProblemsHint)],
            first.Select(hint => hint.GetType()));
        Assert.True(((TasksHint)first[0]).More);
    }

    [Theory]
    [InlineData(HintTopics.None)]
    [InlineData((HintTopics)1024)]
    [InlineData(HintTopics.Tasks | (HintTopics)1024)]
    public async Task Topics_that_are_none_are_refused(HintTopics topics)
    {
        await using ErrandApp app = await StartAsync();

        Assert.Equal("topics", Assert.Throws<ArgumentException>(() => app.Tasks.WatchAsync(topics, Waiting.Stop)).ParamName);
    }

    [Fact]
    public async Task A_server_that_stops_ends_it_with_an_exception()
    {
        await using ErrandApp app = await StartAsync();
        await using IAsyncEnumerator<ChangeHint> hints =
            app.Tasks.WatchAsync(HintTopics.Queues, Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
        Assert.True(await hints.MoveNextAsync().AsTask().Soon());

        Task<bool> next = hints.MoveNextAsync().AsTask();
        await app.StopAsync(Waiting.Stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    private static async Task<ErrandApp> StartAsync()
    {
        var app = ErrandApp.CreateInMemory();
        app.MapTask("one", () => 1);
        await app.StartAsync(Waiting.Stop);
        return app;
    }
}
