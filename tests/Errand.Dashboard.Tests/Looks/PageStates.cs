using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Every page in every state: a new page, or a new state of one, is a line here. All are looked at in both colours and in two
/// widths, checked for what keeps people from using them, and walked with script off.</summary>
internal static class PageStates
{
    private const string LongText = "a text without any end that says the same thing again and again and again, for as long as a line can be";

    /// <summary>On a server without tasks.</summary>
    public static readonly IReadOnlyList<PageState> OfEmptyServer =
    [
        new("tasks-empty", _ => Path("/tasks")),
    ];

    public static readonly IReadOnlyList<PageState> All =
    [
        new("tasks", async server =>
        {
            await SubmitOneOfEachAsync(server, "look");
            return "/tasks?q=tag:look";
        }) { Shows = ".badge.cancelled" },
        new("tasks-one", async server =>
        {
            await server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "look-one");
            return "/tasks?q=tag:look-one";
        }) { Shows = ".badge.waiting" },
        new("tasks-many", async server =>
        {
            await Task.WhenAll(Enumerable.Range(0, 120).Select(i => server.SubmitWaitingAsync("add", new { x = i, y = 2 }, "look-many")));
            return "/tasks?q=tag:look-many";
        }) { Shows = ".badge.waiting" },
        new("tasks-none-match", _ => Path("/tasks?q=tag:no-such-tag")),
        new("task-waiting", async server => $"/tasks/{await server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "look-task")}")
        {
            Shows = ".why",
        },
        new("task-scheduled", async server =>
            $"/tasks/{await server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Delay = TimeSpan.FromHours(3) })}")
        {
            Shows = ".why",
        },
        new("task-running", async server =>
        {
            Gate gate = server.NewGate();
            TaskId id = await server.SubmitHeldAsync(gate);
            gate.Task.ReportProgress(0.25, LongText);
            return $"/tasks/{id}";
        }) { Shows = ".badge.running" },
        new("task-succeeded", async server => PathOf(await server.RunAsync("flight", new { dt = 0.01 }))) { Shows = "#result-text" },
        new("task-large", async server => PathOf(await server.RunAsync("large", new { rows = 2000 }))) { Shows = ".shape" },
        new("task-failed", async server => PathOf(await server.RunAsync("fail", new { error = $"{LongText}\n{new string('y', 300)}" })))
        {
            Shows = ".error-note",
        },
        new("task-two-tries", async server => PathOf(await server.RunAsync("fail-once", new { error = LongText }))) { Shows = ".error-row" },
        new("task-log", async server => PathOf(await server.RunAsync("talk", new { lines = Enumerable.Repeat(LongText, 60).ToArray() })))
        {
            Shows = ".lines li",
        },
        new("task-kept", async server =>
        {
            TaskView task = await server.RunAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Tags = [new string('t', 100)] });
            await server.Tasks.KeepAsync(new TaskId(task.Id), null, LongText);
            return PathOf(task);
        }) { Shows = ".kept" },
        new("task-question", async server => $"{PathOf(await server.RunAsync("add", new { x = 1, y = 2 }))}?ask=keep") { Shows = "#ask-keep" },
        new("no-task", _ => Path("/tasks/999999999")) { Status = 404, Shows = ".notice" },
        new("no-page", _ => Path("/tasks/no/such/page")) { Status = 404, Shows = ".notice" },
    ];

    private static string PathOf(TaskView task) => $"/tasks/{task.Id}";

    private static Task<string> Path(string path) => Task.FromResult(path);

    /// <summary>A task in each state, with short and long texts.</summary>
    private static async Task SubmitOneOfEachAsync(PageServer server, string tag)
    {
        var options = new SubmitOptions { Tags = [tag], MaxAttempts = 1 };
        await server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, tag);
        await server.SubmitAsync("add", new { x = 1, y = 2 }, options with { Delay = TimeSpan.FromHours(3) });
        await server.SubmitAsync("fail-once", new { error = LongText }, options with { MaxAttempts = 20 });
        Gate gate = server.NewGate();
        await server.SubmitHeldAsync(gate, tag);
        gate.Task.ReportProgress(0.25, LongText);
        await server.RunAsync("flight", new { dt = 0.01 }, options);
        await server.RunAsync("large", new { rows = 100 }, options);
        await server.RunAsync("echo", new { text = LongText, @long = new string('x', 500) }, options);
        await server.RunAsync("fail", new { error = $"{LongText}\n{new string('y', 300)}" }, options);
        TaskId cancelled = await server.SubmitWaitingAsync("add", new { x = 3, y = 4 }, tag);
        await server.Tasks.CancelAsync(cancelled);
    }
}
