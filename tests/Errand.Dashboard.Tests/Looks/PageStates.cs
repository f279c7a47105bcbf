using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Every page in every state: a new page, or a new state of one, is a line here. All are looked at in both colours and in two
/// widths, with and without script, and checked for what keeps people from using them.</summary>
internal static class PageStates
{
    private const string LongText = "a text without any end that says the same thing again and again and again, for as long as a line can be";

    private static readonly string LongWord = new('x', 300);
    private static readonly string LongTag = LongWord[..100];

    private static readonly string LongQueue = "look-" + new string('q', 95);

    /// <summary>On a server without tasks.</summary>
    public static readonly IReadOnlyList<PageState> OfEmptyServer =
    [
        new("tasks-empty", _ => Path("/tasks")),
        new("home-empty", _ => Path("/")) { Shows = "#first" },
        new("queues-empty", _ => Path("/queues")) { Shows = ".empty" },
    ];

    public static readonly IReadOnlyList<PageState> All =
    [
        new("tasks", ListOfEachAsync) { Shows = ".badge.cancelled" },
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
        new("tasks-columns", async server =>
            await ListOfEachAsync(server) + "&count=1&columns=finished,expires,priority,attempt,tags,handler,args.x,summary.range,error")
        {
            Shows = ".badge.cancelled",
        },
        new("tasks-fault", _ => Path("/tasks?q=type:add+colour:red+created:5")) { Status = 422, Shows = "mark" },
        new("tasks-none-match", _ => Path("/tasks?q=tag:no-such-tag")),
        new("tasks-wrong-search", _ => Path($"/tasks?q=status:walking%20{LongWord}:1%20type:add")) { Status = 422, Shows = ".faults" },

        new("task-waiting", async server => PathOf(await server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, "look"))),
        new("task-scheduled", async server => PathOf(await server.SubmitAsync("add", new { x = 1, y = 2 }, new() { Delay = TimeSpan.FromHours(3) }))),
        new("task-running", async server => PathOf(await SubmitRunningAsync(server))) { Shows = ".badge.running" },
        new("task-succeeded", async server => PathOf(await server.RunAsync("flight", new { dt = 0.01 }))),
        new("task-number", async server => PathOf(await server.RunAsync("add", new { x = 1, y = 2 }))),
        new("task-nested", async server => PathOf(await server.RunAsync("large", new { rows = 20 }))),
        new("task-large", async server => PathOf(await server.RunAsync("large", new { rows = 20_000 }))),
        new("task-long-json", async server => PathOf(await server.RunAsync("large", new { rows = 300 })) + "?view=99"),
        new("task-long-texts", async server => PathOf(await server.RunAsync("echo", new Dictionary<string, string>
        {
            ["text"] = LongText,
            [LongWord] = LongWord,
            ["lines"] = "one\ntwo\n\tthree",
        }))),
        new("task-failed", async server =>
            PathOf(await server.RunAsync("fail", new { error = $"{LongText}\n{LongWord}" }, new SubmitOptions { MaxAttempts = 1, Tags = [LongTag] }))),
        new("task-two-tries", async server => PathOf(await server.RunAsync("fail-once", new { error = LongText }))) { Shows = ".error-row" },
        new("task-log", async server =>
        {
            string[] lines = [.. Enumerable.Range(1, 40).Select(line => $"line {line}: {LongText[..(line * 2)]}"), LongWord, "two\nlines", "https://example.org/"];
            return PathOf(await server.RunAsync("talk", new { lines }));
        }),
        new("task-cancelled", async server => PathOf(await SubmitCancelledAsync(server))),
        new("task-kept", async server =>
        {
            TaskView task = await server.RunAsync("add", new { x = 1, y = 2 });
            await server.Tasks.KeepAsync(new TaskId(task.Id), null, LongText);
            return PathOf(task);
        }),
        new("task-ask-delete", async server => PathOf(await server.RunAsync("add", new { x = 1, y = 2 })) + "?ask=delete") { Shows = "dialog[open]" },
        new("task-ask-keep", async server => PathOf(await server.RunAsync("add", new { x = 1, y = 2 })) + "?ask=keep") { Shows = "dialog[open]" },
        new("task-told", async server => PathOf(await server.RunAsync("add", new { x = 1, y = 2 })) + "?told=kept") { Shows = "#told" },

        new("types", _ => Path("/types")),
        new("types-none-match", _ => Path("/types?q=no-such-type")),
        new("type-run", async server =>
        {
            await server.RunAsync("throw", new { dt = 0.5, mass = 1, r0 = new[] { 0, 0, 1 } });
            return "/types/throw";
        }) { Shows = "#run-form" },
        new("type-every", _ => Path("/types/every")) { Shows = "#run-form" },
        new("type-every-blank", _ => Path("/types/every?from=defaults")) { Shows = "#run-form" },
        new("type-tree", async server => $"/types/tree?from={(await server.RunAsync("tree", new { tree = new Tree(1, [new(2, [], new(3, []))]) })).Id}")
        {
            Shows = "#run-form",
        },
        new("type-nothing", _ => Path("/types/nothing")) { Shows = "#run-form" },
        new("type-no-handler", _ => Path("/types/far")) { Shows = ".no-handler" },
        new("type-json", async server =>
            $"/types/every?from={await server.SubmitWaitingAsync("echo", new Dictionary<string, string> { [LongWord] = LongText })}") { Shows = "#json" },
        new("type-calls", _ => Path("/types/throw?tab=calls")) { Shows = "#call-curl" },
        new("type-calls-long", _ => Path("/types/every?tab=calls")) { Shows = "#call-curl" },
        new("type-schema", _ => Path("/types/every?tab=schema")) { Shows = ".schema" },
        new("type-hostile", _ => Path("/types/hostile")) { Shows = "#run-form" },
        new("type-trend", async server => await TrendAsync(server, "outcome")) { Shows = PageState.Drawn, ShowsWithoutScript = ".trend-newest" },
        new("type-trend-tags", async server => await TrendAsync(server, "tag")) { Shows = ".plot-entry", ShowsWithoutScript = ".trend-newest" },
        new("type-trend-no-task", _ => Path("/types/far?tab=trend")) { Shows = ".empty" },
        new("type-trend-no-summary", async server =>
        {
            await server.RunAsync("throw", new { dt = 0.5, mass = 1, r0 = new[] { 0, 0, 1 } });
            return "/types/throw?tab=trend";
        }) { Shows = ".call" },
        new("type-trend-no-member", async server => $"{await TrendAsync(server, "tag")}&y={LongWord}") { Shows = ".empty" },
        new("type-trend-fault", _ => Path($"/types/flight?tab=trend&q=type:add+colour:{LongWord}")) { Status = 422, Shows = "mark" },
        new("no-type", _ => Path("/types/no-such-type")) { Status = 404, Shows = ".notice" },

        new("home", async server =>
        {
            await ListOfEachAsync(server);
            return "/";
        }) { Shows = ".problem" },
        new("home-of-type", async server =>
        {
            await server.RunAsync("flight", new { dt = 0.01 });
            return "/?range=7d&type=flight";
        }) { Shows = ".result-line" },

        new("queues", async server =>
        {
            await QueueOfEachAsync(server);
            return "/queues";
        }) { Shows = ".badge.stuck" },
        new("queues-told", async server =>
        {
            await QueueOfEachAsync(server);
            return "/queues?told=paused&queue=look-paused";
        }) { Shows = "#told" },
        new("queues-none-match", _ => Path("/queues?q=no-such-queue")) { Shows = ".empty" },
        new("queue-stuck", async server =>
        {
            await server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
            return $"/queues/{TestTypes.UnservedQueue}";
        }) { Shows = ".problem" },
        new("queue-served", async server =>
        {
            await SubmitRunningAsync(server);
            return "/queues/default";
        }) { Shows = "#served .gauge" },
        new("queue-long-name", async server =>
        {
            await QueueOfEachAsync(server);
            return $"/queues/{LongQueue}";
        }) { Shows = "#next" },
        new("no-queue", _ => Path($"/queues/{LongWord}")) { Status = 404, Shows = ".notice" },

        new("handlers", async server =>
        {
            await SubmitRunningAsync(server);
            ErrandApp gone = await server.StartAsync("handler");
            await gone.StopAsync(CancellationToken.None);
            return "/handlers";
        }) { Shows = "#gone-members" },

        new("result-lines", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 0)) { Shows = PageState.Drawn },
        new("result-path", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 1)) { Shows = PageState.Drawn },
        new("result-table", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 2)) { Shows = ".cells" },
        new("result-values", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 3)) { Shows = ".scalars" },
        new("result-json", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 4)) { Shows = "#result-text" },
        new("result-levels", async server => await ResultOfAsync(server, "large", new { rows = 2000 }, 3) + "&at=/members") { Shows = ".crumbs" },
        new("result-missing", async server => await ResultOfAsync(server, "large", new { rows = 20 }, 3) + "&at=/nothing") { Shows = ".told" },
        new("result-line", async server => await ResultOfAsync(server, "spike", new { rows = 20_000, at = 4321 }, 0)) { Shows = PageState.Drawn },
        new("result-panels", async server => await ResultOfAsync(server, "units", new { rows = 150 }, 0)) { Shows = PageState.Drawn },
        new("result-many-lines", async server => await ResultOfAsync(server, "many", new { rows = 60 }, 0)) { Shows = PageState.Drawn },
        new("result-bars", async server => await ResultOfAsync(server, "solvers", new
        {
            names = new[] { "Euler", "Runge-Kutta 4", LongText, "Adams", LongWord, "leapfrog" },
        }, 0)) { Shows = PageState.Drawn },
        new("result-points", async server => await ResultOfAsync(server, "cloud", new { rows = 200 }, 0)) { Shows = PageState.Drawn },
        new("result-no-values", async server => await ResultOfAsync(server, "values", new { values = Array.Empty<int>() }, 0)) { Shows = PageState.Drawn },
        new("result-heatmap", async server => await ResultOfAsync(server, "field", new { rows = 8, columns = 12 }, 0)) { Shows = PageState.Drawn },
        new("result-slices", async server => await ResultOfAsync(server, "slices", new { depth = 5 }, 0)) { Shows = PageState.Drawn },
        new("result-waiting", async server => $"/tasks/{await server.SubmitWaitingAsync("add", new { x = 1, y = 2 })}/result"),
        new("embedded-lines", async server => await ResultOfAsync(server, "units", new { rows = 150 }, 0) + "&embed=1") { Shows = PageState.Drawn },
        new("embedded-path", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 1) + "&embed=1") { Shows = PageState.Drawn },
        new("embedded-table", async server => await ResultOfAsync(server, "flight", new { dt = 0.01 }, 2) + "&embed=1") { Shows = ".cells" },
        new("embedded-running", async server => $"{PathOf(await SubmitRunningAsync(server))}/result?embed=1") { Shows = "#progress" },
        new("embedded-failed", async server => $"{PathOf(await server.RunAsync("fail", new { error = LongText + LongWord }))}/result?embed=1")
        {
            Shows = ".error-note",
        },
        new("embedded-missing", _ => Path("/tasks/999999/result?embed=1")) { Status = 404, Shows = ".notice" },
        .. MediaStates.All,

        new("compare", async server =>
        {
            TaskView one = await server.RunAsync("flight", new { dt = 0.02 });
            TaskView two = await server.RunAsync("flight", new { dt = 0.01 });
            return $"/compare?ids={one.Id},{two.Id}";
        }) { Shows = PageState.Drawn, ShowsWithoutScript = ".compared" },
        new("compare-one", async server => $"/compare?ids={(await server.RunAsync("flight", new { dt = 0.02 })).Id},999999") { Shows = ".told" },
        new("compare-nothing", _ => Path("/compare")) { Shows = ".empty" },

        new("settings", _ => Path("/settings")) { Shows = ".settings" },
        new("settings-none-match", _ => Path($"/settings?q={LongWord}")) { Shows = ".empty" },
        new("settings-appearance", _ => Path("/settings?tab=appearance&told=saved")) { Shows = ".appearance" },
        new("settings-about", _ => Path("/settings?tab=about")) { Shows = ".about" },

        new("no-task", _ => Path("/tasks/999999")) { Status = 404, Shows = ".notice" },
        new("no-page", _ => Path("/tasks/no/such/page")) { Status = 404, Shows = ".notice" },
    ];

    private static Task<string> Path(string path) => Task.FromResult(path);

    private static string PathOf(TaskId id) => $"/tasks/{id}";

    private static async Task<string> ResultOfAsync(PageServer server, string type, object args, int view) =>
        $"{PathOf(await server.RunAsync(type, args))}/result?view={view}";

    private static string PathOf(TaskView task) => PathOf(new TaskId(task.Id));

    /// <summary>A task in each state, with short and long texts.</summary>
    private static async Task<string> ListOfEachAsync(PageServer server)
    {
        const string tag = "look-each";
        var options = new SubmitOptions { Tags = [tag], MaxAttempts = 1 };
        await server.SubmitWaitingAsync("add", new { x = 1, y = 2 }, tag);
        await server.SubmitAsync("add", new { x = 1, y = 2 }, options with { Delay = TimeSpan.FromHours(3) });
        await SubmitRunningAsync(server, tag);
        await server.RunAsync("flight", new { dt = 0.01 }, options);
        await server.RunAsync("large", new { rows = 100 }, options);
        await server.RunAsync("echo", new { text = LongText, @long = LongWord }, options);
        await server.RunAsync("fail", new { error = $"{LongText}\n{LongWord}" }, options);
        await SubmitCancelledAsync(server, tag);
        return $"/tasks?q=tag:{tag}";
    }

    /// <summary>Tasks of several tags, with long names of values.</summary>
    private static async Task<string> TrendAsync(PageServer server, string colour)
    {
        string[][] tags = [["look-trend"], ["look-trend", "nightly"], ["look-trend", LongTag], ["look-trend", "v2", "nightly"]];
        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => server.RunAsync(
            "echo", new Dictionary<string, object> { [LongWord[..120]] = Math.Sqrt(i), ["dt"] = i * 0.01 }, new SubmitOptions { Tags = tags[i % 4] })));
        await server.RunAsync("echo", new { text = LongText }, new SubmitOptions { Tags = ["look-trend"] });
        return $"/types/echo?tab=trend&x=args.dt&colour={colour}&q=tag:look-trend";
    }

    /// <summary>A queue that is served, one without a handler, a paused one, and one with a long name.</summary>
    private static async Task QueueOfEachAsync(PageServer server)
    {
        await server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "served" });
        await server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        await server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = LongQueue });
        await server.SubmitAsync("add", new { x = 1, y = 2 }, new SubmitOptions { Queue = "look-paused" });
        await server.Tasks.PauseQueueAsync("look-paused");
    }

    private static async Task<TaskId> SubmitRunningAsync(PageServer server, params string[] tags)
    {
        Gate gate = server.NewGate();
        TaskId id = await server.SubmitHeldAsync(gate, tags);
        gate.Task.ReportProgress(0.25, LongText);
        return id;
    }

    private static async Task<TaskId> SubmitCancelledAsync(PageServer server, params string[] tags)
    {
        TaskId id = await server.SubmitWaitingAsync("add", new { x = 3, y = 4 }, tags);
        await server.Tasks.CancelAsync(id);
        return id;
    }
}
