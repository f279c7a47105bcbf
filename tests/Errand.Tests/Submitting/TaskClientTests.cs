using Errand.Tests.Hosting;

namespace Errand.Tests.Submitting;

public sealed class TaskQueueTests
{
    public sealed record Point(int Across, int Up);

    [Fact]
    public async Task A_task_is_submitted_found_and_waited_for()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        Assert.Throws<InvalidOperationException>(() => app.Tasks);
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync(
            "add", new { x = 1, y = 2 }, new SubmitOptions { Tags = ["a"], Priority = 5 }, Waiting.Stop);
        TaskView? task = await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        Assert.Equal((id.Value, "add", 3), (task!.Id, task.Type, task.Result!.Value.GetInt32()));
        Assert.Equal("a", Assert.Single(task.Tags));
        Assert.Equal(5, task.Priority);
        TaskView? found = await app.Tasks.FindAsync(id, Waiting.Stop);
        Assert.Equal(task.FinishedAt, found!.FinishedAt);
        Assert.Null(await app.Tasks.FindAsync(new TaskId(99), Waiting.Stop));
        Assert.Null(await app.Tasks.WaitAsync(new TaskId(99), Waiting.Stop));
        Assert.True(await app.Tasks.CancelAsync(id));
        await app.StopAsync(Waiting.Stop);
    }

    [Fact]
    public async Task Tasks_are_listed_and_searches_completed()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        var ids = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            TaskId id = await app.Tasks.SubmitAsync(
                "add", new { x = i, y = 2 }, new SubmitOptions { Tags = [i % 2 == 0 ? "even" : "odd"] }, Waiting.Stop);
            ids.Insert(0, id.Value);
            await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        }

        Assert.Equal(ids, (await app.Tasks.ListAsync(null, Waiting.Stop)).Items.Select(task => task.Id));
        var filter = new TaskListFilter
        {
            Types = ["add", "other"],
            Statuses = [TaskState.Done],
            Outcomes = [OutcomeState.Succeeded],
            Queues = ["default"],
            Tags = ["even"],
            CreatedAfter = TimeProvider.System.GetUtcNow().AddHours(-1),
            CreatedBefore = TimeProvider.System.GetUtcNow().AddHours(1),
            Search = "args.y:2",
            Limit = 2,
            Count = true,
        };
        TaskListPage first = await app.Tasks.ListAsync(filter, Waiting.Stop);
        Assert.Equal([ids[0], ids[2]], first.Items.Select(task => task.Id));
        Assert.Equal(new TaskCount(3, true), first.Count);
        Assert.Equal(6, first.Items[0].Result!.Value.GetInt32());
        TaskListPage last = await app.Tasks.ListAsync(filter with { Cursor = first.Next }, Waiting.Stop);
        Assert.Equal((ids[4], null), (Assert.Single(last.Items).Id, last.Next));
        Assert.Empty((await app.Tasks.ListAsync(new TaskListFilter { Statuses = [TaskState.Running] }, Waiting.Stop)).Items);

        Assert.Equal(["x", "y"], await app.Tasks.SuggestAsync("args", "add", cancellationToken: Waiting.Stop));
        Assert.Equal(["even"], await app.Tasks.SuggestAsync("tag", prefix: "e", cancellationToken: Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.SuggestAsync("colour", cancellationToken: Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => app.Tasks.SuggestAsync("tag", limit: 101, cancellationToken: Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => app.Tasks.ListAsync(new TaskListFilter { Limit = 201 }, Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.ListAsync(new TaskListFilter { Cursor = first.Next }, Waiting.Stop));
        InvalidSearchException wrong = await Assert.ThrowsAsync<InvalidSearchException>(
            () => app.Tasks.ListAsync(new TaskListFilter { Search = "colour:red" }, Waiting.Stop));
        Assert.Equal(0, Assert.Single(wrong.Faults).Offset);
        await app.StopAsync(Waiting.Stop);
    }

    [Fact]
    public async Task Summaries_are_read_over_arguments_and_instants()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => new { sum = x + y, both = new[] { x, y } });
        await app.StartAsync(Waiting.Stop);
        TaskId first = await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Tags = ["odd"] }, Waiting.Stop);
        TaskView task = (await app.Tasks.WaitAsync(first, Waiting.Stop).Soon())!;
        Assert.Equal("""{"sum":3}""", task.Summary!.Value.GetRawText());
        TaskId second = await app.Tasks.SubmitAsync("add", new { x = 5, y = 2 }, null, Waiting.Stop);
        await app.Tasks.WaitAsync(second, Waiting.Stop).Soon();

        SummaryValueList values = (await app.Tasks.FindSummaryValuesAsync(
            "add", new SummaryValueOptions { Y = "sum", X = "args.x" }, Waiting.Stop))!;
        Assert.Equal(
            [(second.Value, 5, 7), (first.Value, 1, 3)],
            values.Items.Select(item => (item.Id, item.X!.Value.GetInt32(), item.Y!.Value.GetInt32())));
        Assert.Equal((OutcomeState.Succeeded, null), (values.Items[0].Outcome, values.SearchedTo));
        Assert.Equal([[], ["odd"]], values.Items.Select(item => item.Tags));
        SummaryValueOptions odd = new() { Y = "sum", Search = "tag:odd", Limit = 1 };
        SummaryValue only = Assert.Single((await app.Tasks.FindSummaryValuesAsync("add", odd, Waiting.Stop))!.Items);
        Assert.Equal((first.Value, task.CreatedAt), (only.Id, only.X!.Value.GetDateTimeOffset()));
        Assert.Null(await app.Tasks.FindSummaryValuesAsync("sum", odd, Waiting.Stop));

        await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.FindSummaryValuesAsync("add", odd with { X = "y" }, Waiting.Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => app.Tasks.FindSummaryValuesAsync("add", odd with { Limit = 5001 }, Waiting.Stop));
        await Assert.ThrowsAsync<InvalidSearchException>(
            () => app.Tasks.FindSummaryValuesAsync("add", odd with { Search = "colour:red" }, Waiting.Stop));
        await app.StopAsync(Waiting.Stop);
    }

    [Fact]
    public async Task What_is_wrong_is_listed()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        Assert.Empty(await app.Tasks.ListProblemsAsync(Waiting.Stop));
        await app.Tasks.PauseQueueAsync("default");
        await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);

        ServerProblem problem = Assert.Single(await app.Tasks.ListProblemsAsync(Waiting.Stop));

        Assert.Equal((ServerProblemKind.PausedWithWork, "default"), (problem.Kind, problem.Queue));
        await app.StopAsync(Waiting.Stop);
    }

    [Fact]
    public async Task Members_of_an_anonymous_object_keep_their_names_and_those_of_a_record_are_camel_case()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("loose", (int SOME_arg) => SOME_arg);
        app.MapTask("point", (Point point) => point.Across + point.Up);
        await app.StartAsync(Waiting.Stop);
        TaskId loose = await app.Tasks.SubmitAsync("loose", new { SOME_arg = 4 }, null, Waiting.Stop);
        TaskId point = await app.Tasks.SubmitAsync("point", new Point(1, 2), null, Waiting.Stop);
        TaskId words = await app.Tasks.SubmitAsync("loose", new Dictionary<string, int> { ["SOME_arg"] = 5 }, null, Waiting.Stop);
        Assert.Equal("""{"SOME_arg":4}""", (await app.Tasks.WaitAsync(loose, Waiting.Stop).Soon())!.Args!.Value.GetRawText());
        Assert.Equal("""{"across":1,"up":2}""", (await app.Tasks.WaitAsync(point, Waiting.Stop).Soon())!.Args!.Value.GetRawText());
        Assert.Equal(5, (await app.Tasks.WaitAsync(words, Waiting.Stop).Soon())!.Result!.Value.GetInt32());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_and_nothing_is_stored()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        InvalidTaskException unknown = await Assert.ThrowsAsync<InvalidTaskException>(
            () => app.Tasks.SubmitAsync("ad", null, null, Waiting.Stop));
        Assert.Empty(unknown.Faults);
        var wrong = new SubmitOptions
        {
            Queue = "no queue",
            Priority = 1000,
            MaxAttempts = 0,
            Tags = ["a b"],
            IdempotencyKey = "a b",
            Delay = TimeSpan.FromDays(-1),
        };
        InvalidTaskException invalid = await Assert.ThrowsAsync<InvalidTaskException>(
            () => app.Tasks.SubmitAsync("add", new { x = "1", z = 2 }, wrong, Waiting.Stop));
        Assert.Equal(
            ["#/args/x", "#/args/y", "#/args/z", "#/delay", "#/idempotencyKey", "#/maxAttempts", "#/priority", "#/queue", "#/tags/0"],
            invalid.Faults.Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
        Assert.Null(await app.Tasks.FindAsync(new TaskId(1), Waiting.Stop));
    }

    [Fact]
    public async Task Numbers_tell_what_is_going_on_and_what_went_on()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        await app.Tasks.WaitAsync(await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop), Waiting.Stop);
        await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Delay = TimeSpan.FromHours(1) }, Waiting.Stop);

        ServerStats stats = await app.Tasks.FindStatsAsync(Waiting.Stop);
        StatSeries series = await app.Tasks.FindStatSeriesAsync(cancellationToken: Waiting.Stop);

        Assert.Equal((new WaitingCounts(0, 1, 0, true), new StoredCount(2, true)), (stats.Waiting, stats.Stored));
        Assert.Equal(("add", 1, 0), (Assert.Single(stats.Types).Name, stats.Types[0].Waiting, stats.Types[0].Running));
        Assert.Equal(60, series.Step);
        Assert.Equal(["all", "succeeded", "failed", "cancelled"], series.Series.Select(line => line.Key));
        Assert.All(series.Series, line => Assert.Equal(60, line.Finished.Count));
        var wrong = new StatSeriesOptions { Step = TimeSpan.FromSeconds(7) };
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => app.Tasks.FindStatSeriesAsync(wrong, Waiting.Stop));
        Assert.StartsWith("step must be 10, 60 or 3,600 seconds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_types_are_listed_with_their_schemas_and_numbers()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("minus", (int x, int y) => x - y);
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        await app.Tasks.WaitAsync(await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop), Waiting.Stop);

        TaskTypeView add = (await app.Tasks.FindTypeAsync("add", Waiting.Stop))!;

        Assert.Equal(["minus", "add"], (await app.Tasks.ListTypesAsync(Waiting.Stop)).Select(type => type.Name));
        Assert.Equal("integer", add.Args.GetProperty("properties").GetProperty("x").GetProperty("type").GetString());
        Assert.Equal((0, 0), (add.Stats!.Waiting, add.Stats!.Running));
        Assert.Null(await app.Tasks.FindTypeAsync("none", Waiting.Stop));
    }

    [Fact]
    public async Task Reserved_names_are_refused()
    {
        await using var app = ErrandApp.CreateInMemory();
        Assert.Contains(
            "not beginning with errand.",
            Assert.Throws<ArgumentException>(() => app.MapTask("errand.add", (int x) => x)).Message, StringComparison.Ordinal);
        TaskTypeBuilder add = app.MapTask("errandless", (int x) => x);
        Assert.Throws<ArgumentException>(() => add.WithQueue("errand.calls"));
        await app.StartAsync(Waiting.Stop);
        var wrong = new SubmitOptions { Queue = "errand.calls", Tags = ["errand.x"] };
        InvalidTaskException invalid = await Assert.ThrowsAsync<InvalidTaskException>(
            () => app.Tasks.SubmitAsync("errandless", new { x = 1 }, wrong, Waiting.Stop));
        Assert.Equal(["#/queue", "#/tags/0"], invalid.Faults.Select(fault => fault.Pointer));
        Assert.Equal("errand.add", new TaskType("errand.add").Name);
    }

    [Fact]
    public async Task The_same_idempotency_key_and_request_is_the_same_task()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("add", (int x, int y) => x + y);
        await app.StartAsync(Waiting.Stop);
        var key = new SubmitOptions { IdempotencyKey = "once" };
        TaskId first = await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, key, Waiting.Stop);
        Assert.Equal(first, await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, key, Waiting.Stop));
        await Assert.ThrowsAsync<InvalidTaskException>(() => app.Tasks.SubmitAsync("add", new { x = 1, y = 3 }, key, Waiting.Stop));
    }

    [Fact]
    public async Task Tasks_that_wait_for_tasks_end_however_many_there_are()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("parent", async (int n) =>
        {
            TaskId child = await app.Tasks.SubmitAsync("child", new { n });
            return (await app.Tasks.WaitAsync(child))!.Result;
        });
        app.MapTask("child", (int n) => n);
        await app.StartAsync(Waiting.Stop);
        int parents = 3 * Environment.ProcessorCount;
        TaskId[] ids = await Task.WhenAll(
            Enumerable.Range(0, parents).Select(n => app.Tasks.SubmitAsync("parent", new { n }, null, Waiting.Stop)));
        TaskView?[] done = await Task.WhenAll(ids.Select(id => app.Tasks.WaitAsync(id, Waiting.Stop))).Soon();
        Assert.Equal(Enumerable.Range(0, parents), done.Select(task => task!.Result!.Value.GetInt32()));
    }

    [Fact]
    public async Task A_wait_ends_with_its_token_and_with_the_server()
    {
        await using var app = ErrandApp.CreateInMemory();
        app.MapTask("wait", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));
        app.MapTask("one", () => 1);
        await app.StartAsync(Waiting.Stop);
        TaskId id = await app.Tasks.SubmitAsync("wait", null, null, Waiting.Stop);
        TaskId one = await app.Tasks.SubmitAsync("one", null, null, Waiting.Stop);
        await app.Tasks.WaitAsync(one, Waiting.Stop).Soon();
        using var leave = new CancellationTokenSource();
        Task<TaskView?> left = app.Tasks.WaitAsync(id, leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.Soon());
        Task<TaskView?> wait = app.Tasks.WaitAsync(id, Waiting.Stop);
        await app.StopAsync(Waiting.Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
        Assert.Equal(OutcomeState.Succeeded, (await app.Tasks.WaitAsync(one, Waiting.Stop).Soon())!.Outcome);
    }
}
