using System.Text.Json;
using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What is in the queues, and pausing them.</summary>
public abstract partial class HttpContract
{
    private static readonly string[] QueueMembers =
        ["name", "state", "ready", "exact", "oldestReadyAt", "later", "running", "slots", "head"];

    [Fact]
    public async Task A_queue_that_no_handler_serves_says_so_and_what_waits_in_it()
    {
        const string Query = "?queue=forgotten";
        Answer first = await Client.SubmitAsync("add", Add, Query);
        await Client.SubmitAsync("add", Add, $"{Query}&delay=600");

        Answer answer = await server.OtherProcess.GetAsync("/v1/queues/forgotten");

        Assert.Equal((200, "application/json", "no-store"), ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control")));
        Assert.Equal(QueueMembers, answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("forgotten", "no-handler", "1", "true", "1", "0", "0", first.Raw("id")),
            (answer.String("name"), answer.String("state"), answer.Raw("ready"), answer.Raw("exact"), answer.Raw("later"),
                answer.Raw("running"), answer.Raw("slots"), answer.Raw("head")));
        Assert.Matches(InstantPattern(), answer.String("oldestReadyAt"));
        Answer all = await Client.GetAsync("/v1/queues");
        Assert.Contains(answer.Text, all.Json.GetProperty("items").EnumerateArray().Select(queue => queue.GetRawText()));
    }

    [Fact]
    public async Task The_tasks_of_a_paused_queue_start_once_another_process_resumes_it()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("pausable");
        await Client.DoneAsync((await Client.SubmitAsync("add", Add, "?queue=pausable")).Id);
        Assert.Equal("taking", (await Client.GetAsync("/v1/queues/pausable")).String("state"));

        Answer paused = await Client.PostAsync("/v1/queues/pausable/pause", null);
        long id = (await Client.SubmitAsync("add", Add, "?queue=pausable")).Id;
        Answer again = await server.OtherProcess.PostAsync("/v1/queues/pausable/pause", null);

        Assert.Equal(("paused", "0"), (paused.String("state"), paused.Raw("ready")));
        Assert.Equal(("paused", "1", $"{id}"), (again.String("state"), again.Raw("ready"), again.Raw("head")));
        Assert.Equal(("waiting", "paused"), ((await Client.GetAsync($"/v1/tasks/{id}")).String("status"), (await Client.GetAsync($"/v1/tasks/{id}")).String("reason")));

        Answer resumed = await server.OtherProcess.PostAsync("/v1/queues/pausable/resume", null);

        Assert.Equal("taking", resumed.String("state"));
        Assert.Equal("succeeded", (await Client.DoneAsync(id)).String("outcome"));
        Assert.Equal(200, (int)(await Client.PostAsync("/v1/queues/pausable/resume", null)).Status);
        await handler.StopAsync(Waiting.Stop);
        Assert.Equal("no-handler", (await Client.GetAsync("/v1/queues/pausable")).String("state"));
    }

    [Fact]
    public async Task A_queue_and_its_handler_show_what_runs()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("measured");
        Gate gate = server.NewGate();
        long id = await StartAsync(gate, "?queue=measured");

        Answer queue = await server.OtherProcess.GetAsync("/v1/queues/measured");
        JsonElement member = Assert.Single(
            (await Client.GetAsync("/v1/handlers")).Json.GetProperty("items").EnumerateArray(),
            each => each.GetProperty("queues").GetRawText() == "[\"measured\"]");
        Answer janitors = await server.OtherProcess.GetAsync("/v1/janitors");
        gate.Open();
        await Client.DoneAsync(id);

        string slots = member.GetProperty("slots").GetRawText();
        Assert.Equal(
            ("taking", "0", "true", "0", "1", slots),
            (queue.String("state"), queue.Raw("ready"), queue.Raw("exact"), queue.Raw("later"), queue.Raw("running"), queue.Raw("slots")));
        IsNull(queue, "oldestReadyAt", "head");
        Assert.Equal(
            ("handler", Environment.MachineName, Environment.ProcessId, ErrandVersion.Text, $"[{id}]"),
            (member.GetProperty("role").GetString(), member.GetProperty("host").GetString(), member.GetProperty("pid").GetInt32(),
                member.GetProperty("version").GetString(), member.GetProperty("running").GetRawText()));
        Assert.InRange(member.GetProperty("slots").GetInt32(), 1, 1000);
        Assert.Contains("hold", member.GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.All(
            (string[])["startedAt", "lastBeatAt"], name => Assert.Matches(InstantPattern(), member.GetProperty(name).GetString()));
        Assert.True(member.GetProperty("memoryBytes").GetInt64() > 1_000_000);
        Assert.Equal((200, "janitor"), ((int)janitors.Status, janitors.Json.GetProperty("items")[0].GetProperty("role").GetString()));
    }

    [Fact]
    public async Task An_unknown_queue_has_the_nearest_names()
    {
        await SubmitUnservedAsync();

        foreach (Answer answer in new[]
        {
            await Client.GetAsync("/v1/queues/unservd"),
            await Client.PostAsync("/v1/queues/unservd/pause", null),
            await Client.PostAsync("/v1/queues/unservd/resume", null),
        })
        {
            answer.IsProblem(404, "unknown-queue");
            Assert.Contains("unserved", answer.Json.GetProperty("nearest").EnumerateArray().Select(name => name.GetString()));
        }

        (await Client.GetAsync("/v1/queues/not%20a%20name")).IsProblem(404, "unknown-queue");
        (await Client.GetAsync("/v1/queues?limit=1")).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_handler_that_is_stopped_is_listed_as_gone_with_what_it_served()
    {
        ErrandApp handler = await server.StartHandlerAsync("fleeting");
        string id = ServerOf("fleeting", await Client.GetAsync("/v1/handlers")).GetProperty("id").GetString()!;
        await handler.StopAsync(Waiting.Stop);

        JsonElement gone = ServerOf("fleeting", await server.OtherProcess.GetAsync("/v1/handlers?gone=true"));

        Assert.Equal(id, gone.GetProperty("id").GetString());
        Assert.Matches(InstantPattern(), gone.GetProperty("goneAt").GetString());
        Assert.Equal(0, gone.GetProperty("lost").GetInt32());
        Assert.Contains("add", gone.GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.True(gone.GetProperty("memoryBytes").GetInt64() > 1_000_000);

        static JsonElement ServerOf(string queue, Answer handlers) => Assert.Single(
            handlers.Json.GetProperty("items").EnumerateArray(),
            member => member.GetProperty("queues").EnumerateArray().Any(name => name.GetString() == queue));
    }
}
