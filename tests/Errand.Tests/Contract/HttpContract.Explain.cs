using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Why a task waits.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_task_that_no_handler_runs_is_explained()
    {
        Answer task = await Client.SubmitAsync("add", Add, "?queue=unexplained");

        Answer answer = await server.OtherProcess.GetAsync($"/v1/tasks/{task.Id}/explain");

        Assert.Equal((200, "application/json", "no-store"), ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control")));
        Assert.Equal(
            ["id", "reason", "sentence", "since", "facts", "forecast", "do"], answer.Json.EnumerateObject().Select(member => member.Name));
        JsonElement facts = answer.Json.GetProperty("facts");
        Assert.Equal(
            ["queue", "ahead", "handlers", "slots", "freeSlots", "lastHandler", "next"],
            facts.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ("no-handler", "No live handler serves queue unexplained.", "Start a handler with HANDLER_QUEUES=unexplained."),
            (answer.String("reason"), answer.String("sentence"), answer.String("do")));
        Assert.True(facts.GetProperty("ahead").GetProperty("exact").GetBoolean());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("forecast").ValueKind);
        Assert.Matches(InstantPattern(), answer.String("since"));
    }

    [Fact]
    public async Task A_task_that_waits_for_its_instant_or_runs_or_is_done_is_explained()
    {
        long scheduled = (await SubmitUnservedAsync("&delay=600")).Id;
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        Answer first = await Client.GetAsync($"/v1/tasks/{scheduled}/explain");

        Assert.Equal("scheduled", first.String("reason"));
        Assert.Equal(
            (await Client.GetAsync($"/v1/tasks/{scheduled}")).String("runAt"), first.Json.GetProperty("facts").GetProperty("next").GetString());
        Assert.Equal("running", (await Client.GetAsync($"/v1/tasks/{running}/explain")).String("reason"));
        gate.Open();
        await Client.DoneAsync(running);
        Answer done = await Client.GetAsync($"/v1/tasks/{running}/explain");
        Assert.Equal("done", done.String("reason"));
        Assert.StartsWith("It succeeded at ", done.String("sentence"), StringComparison.Ordinal);
        (await Client.GetAsync("/v1/tasks/999999999/explain")).IsProblem(404, "unknown-task");
    }
}
