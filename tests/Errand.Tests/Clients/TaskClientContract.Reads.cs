using System.Text.Json;
using Errand.Tests.Contract;
using Errand.Tests.Hosting;

namespace Errand.Tests.Clients;

public abstract partial class TaskClientContract
{
    [Fact]
    public async Task Tasks_are_listed_and_searches_completed()
    {
        string tag = $"{GetType().Name}-list";
        var ids = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            string[] tags = [tag, i % 2 == 0 ? $"{tag}-even" : $"{tag}-odd"];
            ids.Insert(0, (await DoneAsync("add", new { x = i, y = 2 }, new SubmitOptions { Tags = tags })).Value);
        }

        var filter = new TaskListFilter
        {
            Types = ["add", "other"],
            Statuses = [TaskState.Done],
            Outcomes = [OutcomeState.Succeeded, OutcomeState.Failed],
            Queues = ["default"],
            Tags = [$"{tag}-even", "other"],
            CreatedAfter = TimeProvider.System.GetUtcNow().AddHours(-1),
            CreatedBefore = TimeProvider.System.GetUtcNow().AddHours(1),
            Search = "args.y:2",
            Limit = 2,
            Count = true,
        };
        Assert.Equal(ids, (await Tasks.ListAsync(new TaskListFilter { Tags = [tag] }, Waiting.Stop)).Items.Select(task => task.Id));
        TaskListPage first = await Tasks.ListAsync(filter, Waiting.Stop);
        Assert.Equal([ids[0], ids[2]], first.Items.Select(task => task.Id));
        Assert.Equal((new TaskCount(3, true), 6), (first.Count, first.Items[0].Result!.Value.GetInt32()));
        TaskListPage last = await Tasks.ListAsync(filter with { Cursor = first.Next }, Waiting.Stop);
        Assert.Equal((ids[4], null), (Assert.Single(last.Items).Id, last.Next));
        Assert.NotEmpty((await Tasks.ListAsync(null, Waiting.Stop)).Items);

        Assert.Equal(["x", "y"], await Tasks.SuggestAsync("args", "add", cancellationToken: Waiting.Stop));
        Assert.Equal([$"{tag}-even"], await Tasks.SuggestAsync("tag", prefix: $"{tag}-e", cancellationToken: Waiting.Stop));
        await WrongAsync(() => Tasks.SuggestAsync("colour", cancellationToken: Waiting.Stop));
        await WrongAsync(() => Tasks.SuggestAsync("tag", limit: 101, cancellationToken: Waiting.Stop));
        await WrongAsync(() => Tasks.ListAsync(new TaskListFilter { Limit = 201 }, Waiting.Stop));
        await WrongAsync(() => Tasks.ListAsync(new TaskListFilter { Cursor = first.Next }, Waiting.Stop));
        InvalidSearchException wrong = await Assert.ThrowsAsync<InvalidSearchException>(
            () => Tasks.ListAsync(new TaskListFilter { Search = "type:add colour:red" }, Waiting.Stop));
        Assert.Equal((9, 10), (Assert.Single(wrong.Faults).Offset, wrong.Faults[0].Length));
    }

    [Fact]
    public async Task Summaries_are_read_over_arguments_and_instants()
    {
        string tag = $"{GetType().Name}-summary";
        TaskId first = await DoneAsync("flight", new { dt = 1.5 }, new SubmitOptions { Tags = [tag] });
        TaskId second = await DoneAsync("flight", new { dt = 2 }, new SubmitOptions { Tags = [tag, "second"] });
        var options = new SummaryValueOptions { Y = "range", X = "args.dt", Search = $"tag:{tag}" };

        SummaryValueList values = (await Tasks.FindSummaryValuesAsync("flight", options, Waiting.Stop))!;
        Assert.Equal(
            [(second.Value, 2, 70), (first.Value, 1.5, 69.5)],
            values.Items.Select(item => (item.Id, item.X!.Value.GetDouble(), item.Y!.Value.GetDouble())));
        Assert.Equal([tag, "second"], values.Items[0].Tags);
        Assert.Equal("""{"range":69.5,"note":"é"}""", (await Tasks.FindAsync(first, Waiting.Stop))!.Summary!.Value.GetRawText());
        Assert.Single((await Tasks.FindSummaryValuesAsync("flight", options with { Limit = 1 }, Waiting.Stop))!.Items);
        Assert.Null(await Tasks.FindSummaryValuesAsync("none", options, Waiting.Stop));
        await WrongAsync(() => Tasks.FindSummaryValuesAsync("flight", options with { X = "y" }, Waiting.Stop));
        await Assert.ThrowsAsync<InvalidSearchException>(
            () => Tasks.FindSummaryValuesAsync("flight", options with { Search = "colour:red" }, Waiting.Stop));
    }

    [Fact]
    public async Task Task_types_are_shown_with_their_schemas()
    {
        IReadOnlyList<TaskTypeView> types = await Tasks.ListTypesAsync(Waiting.Stop);
        TaskTypeView add = (await Tasks.FindTypeAsync("add", Waiting.Stop))!;
        Assert.Equal("add", types[0].Name);
        Assert.Equal("integer", add.Args.GetProperty("properties").GetProperty("x").GetProperty("type").GetString());
        Assert.Equal((3, "default"), (add.MaxAttempts, add.Queue));
        Assert.Null(await Tasks.FindTypeAsync("none", Waiting.Stop));
    }

    [Fact]
    public async Task The_log_of_a_task_is_read_page_by_page()
    {
        TaskId id = await DoneAsync("talk", new { lines = 5 });
        TaskLogPage first = (await Tasks.FindLogAsync(id, new TaskLogFilter { Limit = 2 }, Waiting.Stop))!;
        Assert.Equal([(1, 1, TaskLogLevel.Information, "line 1"), (1, 2, TaskLogLevel.Warning, "line 2")], first.Items.Select(Shown));
        TaskLogPage next = (await Tasks.FindLogAsync(
            id, new TaskLogFilter { After = first.Next, Level = TaskLogLevel.Warning, Attempt = 1 }, Waiting.Stop))!;
        Assert.Equal(("line 4", null), (Assert.Single(next.Items).Message, next.Next));
        Assert.Equal(5, (await Tasks.FindLogAsync(id, null, Waiting.Stop))!.Items.Count);
        Assert.Null(await Tasks.FindLogAsync(Missing, null, Waiting.Stop));
        await WrongAsync(() => Tasks.FindLogAsync(id, new TaskLogFilter { After = "x" }, Waiting.Stop));
        await WrongAsync(() => Tasks.FindLogAsync(id, new TaskLogFilter { Limit = 0 }, Waiting.Stop));

        static (int, int, TaskLogLevel, string) Shown(TaskLogEntry line) => (line.Attempt, line.Line, line.Level, line.Message);
    }

    [Fact]
    public async Task What_goes_on_is_told()
    {
        TaskId done = await DoneAsync("add", new { x = 1 });
        TaskId waiting = await SubmitUnservedAsync();
        TaskAttempt only = Assert.Single((await Tasks.FindAttemptsAsync(done, Waiting.Stop))!);
        Assert.Equal((1, TaskAttemptEnd.Succeeded), (only.Attempt, only.End));
        Assert.Equal(ExplanationReason.NoHandler, (await Tasks.ExplainAsync(waiting, Waiting.Stop))!.Reason);
        Assert.Null(await Tasks.FindAttemptsAsync(Missing, Waiting.Stop));
        Assert.Null(await Tasks.ExplainAsync(Missing, Waiting.Stop));

        MemberView handler = Assert.Single(await Tasks.ListHandlersAsync(cancellationToken: Waiting.Stop));
        Assert.Equal(("handler", 8, Environment.ProcessId), (handler.Role, handler.Slots, handler.Pid));
        Assert.Equal("janitor", Assert.Single(await Tasks.ListJanitorsAsync(withGone: true, Waiting.Stop)).Role);
        Assert.True((await Tasks.FindStatsAsync(Waiting.Stop)).Waiting.Ready > 0);
        var byType = new StatSeriesOptions
        {
            By = StatGroup.Type,
            Step = TimeSpan.FromSeconds(10),
            From = TimeProvider.System.GetUtcNow().AddMinutes(-5),
        };
        Assert.Equal(10, (await Tasks.FindStatSeriesAsync(byType, Waiting.Stop)).Step);
        Assert.Equal(["all", "succeeded", "failed", "cancelled"], (await Tasks.FindStatSeriesAsync(null, Waiting.Stop)).Series.Select(line => line.Key));
        await WrongAsync(() => Tasks.FindStatSeriesAsync(byType with { Step = TimeSpan.FromSeconds(7) }, Waiting.Stop));
        Assert.Contains(await Tasks.ListSettingsAsync(Waiting.Stop), setting => setting is { Name: "HANDLER_CONCURRENCY", Value: "8" });
        Assert.NotNull(await Tasks.ListProblemsAsync(Waiting.Stop));
    }

    [Fact]
    public async Task Queues_are_paused_and_resumed()
    {
        Assert.Null(await Tasks.PauseQueueAsync("none"));
        Assert.Null(await Tasks.ResumeQueueAsync("none"));
        Assert.Null(await Tasks.FindQueueAsync("none", Waiting.Stop));
        await DoneAsync("add", new { x = 1 }, new SubmitOptions { Queue = "served" });

        Assert.Equal(QueueState.Paused, (await Tasks.PauseQueueAsync("served"))!.State);
        TaskId held = await Tasks.SubmitAsync("add", new { x = 1 }, new SubmitOptions { Queue = "served" }, Waiting.Stop);
        Assert.Equal((QueueState.Paused, held.Value), (await Tasks.FindQueueAsync("served", Waiting.Stop)) is { } queue ? (queue.State, queue.Head) : default);
        Assert.Contains(await Tasks.ListQueuesAsync(Waiting.Stop), queue => queue.Name == "served");
        Assert.Equal(QueueState.Taking, (await Tasks.ResumeQueueAsync("served"))!.State);
        Assert.Equal(TaskState.Done, (await Tasks.WaitAsync(held, Waiting.Stop).Soon())!.Status);
    }

    [Fact]
    public async Task A_task_is_followed_to_its_end()
    {
        Gate gate = server.NewGate();
        TaskId id = await Tasks.SubmitAsync("hold", JsonElement.Parse(gate.Args), null, Waiting.Stop);
        var seen = new List<TaskUpdate>();
        await foreach (TaskUpdate update in Tasks.FollowAsync(id, null, Waiting.Stop))
        {
            seen.Add(update);
            if (update is TaskStatusUpdate { Task.Status: TaskState.Running })
            {
                await gate.Started;
                gate.Open();
            }
        }

        Assert.IsType<TaskStatusUpdate>(seen[0]);
        Assert.Equal("through", Assert.IsType<TaskEndUpdate>(seen[^1]).Task!.Result!.Value.GetString());
        Assert.Single(seen.OfType<TaskEndUpdate>());
        TaskEndUpdate none = Assert.IsType<TaskEndUpdate>(Assert.Single(await AllAsync(Tasks.FollowAsync(Missing, null, Waiting.Stop))));
        Assert.Null(none.Task);
        await WrongAsync(async () => await AllAsync(Tasks.FollowAsync(id, "x", Waiting.Stop)));
    }

    [Fact]
    public async Task A_follower_goes_on_after_the_last_line_that_it_has()
    {
        TaskId id = await DoneAsync("talk", new { lines = 4 });
        List<TaskUpdate> all = await AllAsync(Tasks.FollowAsync(id, null, Waiting.Stop));
        List<TaskLogUpdate> lines = [.. all.OfType<TaskLogUpdate>()];
        Assert.Equal(["line 1", "line 2", "line 3", "line 4"], lines.Select(update => update.Line.Message));

        List<TaskUpdate> rest = await AllAsync(Tasks.FollowAsync(id, lines[1].Place, Waiting.Stop));
        Assert.Equal(["line 3", "line 4"], rest.OfType<TaskLogUpdate>().Select(update => update.Line.Message));
    }

    [Fact]
    public async Task Progress_comes_as_it_is_reported()
    {
        Gate gate = server.NewGate();
        TaskId id = await Tasks.SubmitAsync("hold", JsonElement.Parse(gate.Args), null, Waiting.Stop);
        TaskProgressUpdate? progress = null;
        await foreach (TaskUpdate update in Tasks.FollowAsync(id, null, Waiting.Stop))
        {
            if (update is TaskProgressUpdate reported)
            {
                progress ??= reported;
                gate.Open();
            }
            else if (update is TaskStatusUpdate { Task.Progress.Value: 0.25 })
            {
                gate.Open(); // Reported before the follower was there.
            }
        }

        Assert.True(progress is null || (progress.Attempt, progress.Progress) == (1, new TaskProgress(0.25, "a quarter")));
    }

    [Fact]
    public async Task Hints_tell_that_something_changed()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Waiting.Stop);
        var seen = new HashSet<Type>();
        const HintTopics All = HintTopics.Tasks | HintTopics.Stats | HintTopics.Queues | HintTopics.Handlers | HintTopics.Problems;
        await foreach (ChangeHint hint in Tasks.WatchAsync(All, stop.Token))
        {
            seen.Add(hint.GetType());
            if (seen.Count == 5)
            {
                break;
            }
        }

        TaskId? id = null;
        await foreach (ChangeHint hint in Tasks.WatchAsync(HintTopics.Tasks, stop.Token))
        {
            if (id is { } known && ((TasksHint)hint).Ids.Contains(known.Value))
            {
                break;
            }

            id ??= await SubmitUnservedAsync();
        }

        Assert.Throws<ArgumentException>(() => Tasks.WatchAsync(HintTopics.None, Waiting.Stop));
        Assert.Throws<ArgumentException>(() => Tasks.WatchAsync((HintTopics)1024, Waiting.Stop));
        IAsyncEnumerator<ChangeHint> left = Tasks.WatchAsync(HintTopics.Problems, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await left.MoveNextAsync().AsTask().Soon());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await left.MoveNextAsync());
        await left.DisposeAsync();
    }

    private static async Task<List<TaskUpdate>> AllAsync(IAsyncEnumerable<TaskUpdate> updates)
    {
        var all = new List<TaskUpdate>();
        await foreach (TaskUpdate update in updates)
        {
            all.Add(update);
        }

        return all;
    }
}
