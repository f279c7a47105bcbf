using System.Globalization;
using System.Text.Json;
using Errand.Tests.Events;
using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Hints that something changed.</summary>
public abstract partial class HttpContract
{
    private const string AllTopics = "tasks, stats, queues, handlers, problems, separated by commas.";

    [Fact]
    public async Task The_first_hint_of_each_topic_means_that_it_is_time_to_look()
    {
        await using EventReader hints = await Client.WatchAsync("problems,queues,tasks,handlers,stats");
        Assert.Equal(
            ("text/event-stream", "no-store"),
            (hints.Response.Content.Headers.ContentType?.ToString(), hints.Response.Headers.CacheControl?.ToString()));

        var first = new Dictionary<string, string>();
        while (first.Count < 5)
        {
            (string name, JsonElement data) = (await hints.NextAsync())!.Value;
            first.TryAdd(name, data.GetRawText());
        }

        Assert.Equal(TimeSpan.FromSeconds(2), hints.ReconnectionInterval);
        Assert.Equal("""{"ids":[],"more":true,"types":[],"queues":[]}""", first["tasks"]);
        Assert.Equal(("{}", "{}", "{}"), (first["queues"], first["handlers"], first["problems"]));
        Assert.Matches(
            """^\{"waiting":\d+,"running":\d+,"slots":\d+,"finished":\{"succeeded":\d+,"failed":\d+,"cancelled":\d+\}\}$""",
            first["stats"]);
    }

    [Fact]
    public async Task Every_change_of_a_waiting_task_is_hinted_by_every_process()
    {
        await using EventReader here = await Client.WatchAsync("tasks"), there = await server.OtherProcess.WatchAsync("tasks");
        long id = (await SubmitUnservedAsync()).Id;
        await Task.WhenAll(HearAsync(here, id), HearAsync(there, id));
        string path = $"/v1/tasks/{id}";

        await HintAsync(() => Client.PostAsync($"{path}/cancel", null));
        await HintAsync(() => Client.PostAsync($"{path}/retry", null));
        await HintAsync(() => Client.SendAsync("PUT", $"{path}/keep", WebServer.JsonContent("""{"until":null}""")));
        await HintAsync(() => Client.SendAsync("DELETE", $"{path}/keep", null));
        await HintAsync(() => Client.PostAsync("/v1/tasks/actions", $$"""{"action":"cancel","ids":[{{id}}]}"""));
        await HintAsync(() => Client.PostAsync("/v1/tasks/actions", $$"""{"action":"retry","ids":[{{id}}]}"""));
        await HintAsync(() => Client.PostAsync(
            "/v1/tasks/actions", $$$"""{"action":"keep","ids":[{{{id}}}],"keep":{"until":null}}"""));
        await HintAsync(() => Client.PostAsync($"{path}/cancel", null));
        await HintAsync(() => Client.SendAsync("DELETE", path, null));

        async Task HintAsync(Func<Task<Answer>> act)
        {
            Assert.InRange((int)(await act()).Status, 200, 299);
            await Task.WhenAll(HearAsync(here, id), HearAsync(there, id));
        }
    }

    [Fact]
    public async Task A_hint_names_at_most_200_tasks_with_their_types_and_queues_and_its_id_counts()
    {
        await using EventReader hints = await Client.WatchAsync("tasks");
        await hints.NextAsync();
        int last = int.Parse(hints.LastEventId, CultureInfo.InvariantCulture);
        string tasks = string.Join(',', Enumerable.Repeat("""{"type":"echo","args":{},"queue":"named"}""", 1000));
        string ids = (await Client.PostAsync("/v1/tasks/batch", $"[{tasks}]")).Raw("ids")!;

        JsonElement hint;
        do
        {
            hint = await hints.NextAsync("tasks");
            int number = int.Parse(hints.LastEventId, CultureInfo.InvariantCulture);
            Assert.True(number > last);
            Assert.InRange(hint.GetProperty("ids").GetArrayLength(), 0, 200);
            last = number;
        }
        while (hint.GetProperty("ids").GetArrayLength() < 200);

        Assert.True(hint.GetProperty("more").GetBoolean());
        long[] named = [.. hint.GetProperty("ids").EnumerateArray().Select(id => id.GetInt64())];
        Assert.Equal(named.OrderDescending(), named);
        Assert.Contains("echo", hint.GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.Contains("named", hint.GetProperty("queues").EnumerateArray().Select(queue => queue.GetString()));
        IsTally(await ActAsync($$"""{"action":"cancel","ids":{{ids}}}"""), changed: 1000, unchanged: 0);
        IsTally(await ActAsync($$"""{"action":"delete","ids":{{ids}}}"""), changed: 1000, unchanged: 0);
    }

    [Theory]
    [InlineData("hold", "succeeded")]
    [InlineData("permanent", "failed")]
    [InlineData("fail", "failed")]
    [InlineData("hold", "cancelled")]
    public async Task A_client_that_looks_only_when_it_is_hinted_sees_how_a_run_goes(string type, string outcome)
    {
        string queue = $"hinted-{type}-{outcome}";
        Gate gate = server.NewGate();
        await using EventReader here = await Client.WatchAsync("tasks"), there = await server.OtherProcess.WatchAsync("tasks");
        string args = type == "hold" ? gate.Args : type == "fail" ? """{"times":9}""" : "{}";
        long id = (await Client.SubmitAsync(type, args, $"?queue={queue}&maxAttempts=2")).Id;
        await SeeAsync(here, there, id, task => task.String("status") == "waiting");

        await server.StartHandlerAsync(queue);
        if (type == "hold")
        {
            await SeeAsync(here, there, id, task => task.Json.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress
                && progress.GetProperty("value").GetRawText() == "0.25");
            if (outcome == "cancelled")
            {
                await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
            }
            else
            {
                gate.Open();
            }
        }

        await SeeAsync(here, there, id, task => task.String("outcome") == outcome);
    }

    [Fact]
    public async Task Changes_that_name_no_task_are_hinted_too()
    {
        const string Queue = "hinted";
        await using EventReader here = await Client.WatchAsync("tasks"), there = await server.OtherProcess.WatchAsync("tasks");
        long later = (await Client.SubmitAsync("add", Add, $"?queue={Queue}&delay=2")).Id;
        await SeeAsync(here, there, later, task => task.String("reason") == "scheduled");
        await SeeAsync(here, there, later, task => task.String("reason") == "ready");

        await Client.PostAsync($"/v1/queues/{Queue}/pause", null);
        await SeeAsync(here, there, later, task => task.String("reason") == "paused");
        await server.OtherProcess.PostAsync($"/v1/queues/{Queue}/resume", null);
        await SeeAsync(here, there, later, task => task.String("reason") == "ready");

        long gone = (await Client.SubmitAsync("add", Add, $"?queue={Queue}&ttl=2")).Id;
        await SeeAsync(here, there, gone, task => (int)task.Status == 200);
        await SeeAsync(here, there, gone, task => (int)task.Status == 404);
    }

    [Fact]
    public async Task A_change_of_the_lists_is_hinted_by_every_process()
    {
        const string Queue = "listed";
        await using EventReader here = await Client.WatchAsync("queues"), there = await server.OtherProcess.WatchAsync("queues");
        await using EventReader handlers = await server.OtherProcess.WatchAsync("handlers");
        await Task.WhenAll(here.NextAsync(), there.NextAsync(), handlers.NextAsync());
        long id = (await Client.SubmitAsync("add", Add, $"?queue={Queue}")).Id;
        await LookAsync(here, there, async () => (await Client.GetAsync($"/v1/queues/{Queue}")).Raw("ready") == "1");

        await Client.PostAsync($"/v1/queues/{Queue}/pause", null);
        await LookAsync(here, there, async () => (await Client.GetAsync($"/v1/queues/{Queue}")).String("state") == "paused");

        await using ErrandApp handler = await server.StartHandlerAsync(Queue);
        await LookAsync(handlers, async () => await ServingAsync(Queue) == 1);
        await handler.StopAsync(Waiting.Stop);
        await LookAsync(handlers, async () => await ServingAsync(Queue) == 0);

        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        await LookAsync(here, there, async () => (await Client.GetAsync($"/v1/queues/{Queue}")).Raw("ready") == "0");
    }

    [Fact]
    public async Task A_change_of_the_numbers_is_hinted_with_the_numbers_by_every_process()
    {
        await using EventReader here = await Client.WatchAsync("stats"), there = await server.OtherProcess.WatchAsync("stats");
        int[] before = [await SlotsAsync(here), await SlotsAsync(there)];
        await server.StartHandlerAsync("counted");

        await Task.WhenAll(MoreAsync(here, before[0]), MoreAsync(there, before[1]));

        static async Task<int> SlotsAsync(EventReader hints) => (await hints.NextAsync())!.Value.Data.GetProperty("slots").GetInt32();

        static async Task MoreAsync(EventReader hints, int than)
        {
            while (await SlotsAsync(hints) <= than)
            {
            }
        }
    }

    [Fact]
    public async Task A_new_problem_is_hinted_by_every_process()
    {
        const string Queue = "wrong";
        await using EventReader here = await Client.WatchAsync("problems"), there = await server.OtherProcess.WatchAsync("problems");
        await Task.WhenAll(here.NextAsync(), there.NextAsync());
        await Client.SubmitAsync("add", Add, $"?queue={Queue}");
        await Client.PostAsync($"/v1/queues/{Queue}/pause", null);

        await LookAsync(here, there, async () => (await Client.GetAsync("/v1/problems")).Json.GetProperty("items").EnumerateArray().Any(
            problem => problem.GetProperty("kind").GetString() == "paused-with-work" && problem.GetProperty("queue").GetString() == Queue));
    }

    [Theory]
    [InlineData("", "The query needs topics: one or more of " + AllTopics)]
    [InlineData("?topics=", "There is no topic \"\"; topics are " + AllTopics)]
    [InlineData("?topics=tasks,weather", "There is no topic \"weather\"; topics are " + AllTopics)]
    [InlineData("?topics=tasks,", "There is no topic \"\"; topics are " + AllTopics)]
    [InlineData("?topics=Tasks", "There is no topic \"Tasks\"; topics are " + AllTopics)]
    [InlineData("?topics=tasks&topics=queues", "The query has topics twice.")]
    [InlineData("?topics=tasks&type=add", "type is not a query parameter of this route.")]
    public async Task Topics_that_are_none_are_refused(string query, string detail)
    {
        Answer refused = (await Client.GetAsync($"/v1/events{query}")).IsProblem(400, "malformed-request");
        Assert.Equal(detail, refused.String("detail"));
    }

    [Fact]
    public async Task Hints_that_cannot_be_are_refused()
    {
        (await Client.GetAsync("/v1/events?topics=tasks", ("Accept", "application/json"))).IsProblem(406, null);
        (await Client.PostAsync("/v1/events?topics=tasks", null)).IsProblem(405, null);
        Answer head = await Client.SendAsync("HEAD", "/v1/events?topics=tasks,tasks", null);
        Assert.Equal((200, "text/event-stream", 0), ((int)head.Status, head.ContentType, head.Bytes.Length));
    }

    private static async Task HearAsync(EventReader hints, long id)
    {
        while (!Concerns(await hints.NextAsync("tasks"), id))
        {
        }
    }

    /// <summary>Looks at a task in both processes, each time and only when a hint concerns it.</summary>
    private async Task SeeAsync(EventReader here, EventReader there, long id, Predicate<Answer> isGood)
    {
        await Task.WhenAll(SeeInAsync(here, Client), SeeInAsync(there, server.OtherProcess));

        async Task SeeInAsync(EventReader hints, ContractClient client)
        {
            while (!Concerns(await hints.NextAsync("tasks"), id) || !isGood(await client.GetAsync($"/v1/tasks/{id}")))
            {
            }
        }
    }

    private static Task LookAsync(EventReader here, EventReader there, Func<Task<bool>> isGood) =>
        Task.WhenAll(LookAsync(here, isGood), LookAsync(there, isGood));

    private static async Task LookAsync(EventReader hints, Func<Task<bool>> isGood)
    {
        do
        {
            Assert.Equal("{}", (await hints.NextAsync())!.Value.Data.GetRawText());
        }
        while (!await isGood());
    }

    private async Task<int> ServingAsync(string queue) =>
        (await Client.GetAsync("/v1/handlers")).Json.GetProperty("items").EnumerateArray().Count(
            handler => handler.GetProperty("queues") is { ValueKind: JsonValueKind.Array } queues
                && queues.EnumerateArray().Any(name => name.GetString() == queue));

    private static bool Concerns(JsonElement hint, long id) =>
        hint.GetProperty("more").GetBoolean() || hint.GetProperty("ids").EnumerateArray().Any(each => each.GetInt64() == id);
}
