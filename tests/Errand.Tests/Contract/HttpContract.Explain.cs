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

    [Fact]
    public async Task The_first_reason_that_holds_is_told()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("reasoned");
        await Client.DoneAsync((await Client.SubmitAsync("add", Add, "?queue=reasoned")).Id);
        long retry = (await Client.SubmitAsync("fail", """{"times":99}""", "?queue=reasoned&maxAttempts=99")).Id;
        Answer retried;
        while ((retried = await ExplainAsync(retry)).String("reason") != "retry")
        {
            // It may be about to run.
        }

        Assert.Matches(
            @"^Attempt \d+ failed: boom; the next one is due at 2\S+Z\.$", retried.String("sentence"));
        await Client.PostAsync($"/v1/tasks/{retry}/cancel", null);

        long elsewhere = (await server.OtherProcess.SubmitAsync("elsewhere", "{}", "?queue=reasoned")).Id;
        await Client.UntilAsync(elsewhere, task => task.String("reason") == "retry");
        Says(
            await ExplainAsync(elsewhere), "no-handler",
            @"^Attempt 1 was handed back; the next one is due at \S+\. No live handler of queue reasoned has the task type elsewhere\.$",
            "Start a handler that serves queue reasoned and has the task type elsewhere.");

        await Client.PostAsync("/v1/queues/reasoned/pause", null);
        long paused = (await Client.SubmitAsync("add", Add, "?queue=reasoned&maxAttempts=1")).Id;
        long scheduled = (await Client.SubmitAsync("add", Add, "?queue=reasoned&delay=600")).Id;
        const string Resume = "Resume the queue: POST /v1/queues/reasoned/resume.";
        Says(await ExplainAsync(paused), "paused", @"^Queue reasoned is paused\.$", Resume);
        Says(await ExplainAsync(scheduled), "scheduled", @"^It is to start at \S+Z, and queue reasoned is paused\.$", Resume);
        await Client.PostAsync("/v1/queues/reasoned/resume", null);
        await Client.DoneAsync(paused);
        foreach (long id in (long[])[retry, elsewhere, scheduled])
        {
            await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        }
    }

    [Fact]
    public async Task A_task_that_waits_for_a_slot_is_told_how_many_are_taken_and_when_it_will_start()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("crowded");
        await Client.DoneAsync((await Client.SubmitAsync("add", Add, "?queue=crowded")).Id);
        int slots = (int)(await Client.GetAsync("/v1/queues/crowded")).Number("slots");
        Gate[] gates = [.. Enumerable.Range(0, slots).Select(_ => server.NewGate())];
        foreach (Gate gate in gates)
        {
            await StartAsync(gate, "?queue=crowded");
        }

        // A task on its last try is never claimed ahead.
        long[] ids =
        [
            (await Client.SubmitAsync("add", Add, "?queue=crowded&maxAttempts=1")).Id,
            (await Client.SubmitAsync("add", Add, "?queue=crowded&maxAttempts=1")).Id,
        ];
        Answer[] told = [await ExplainAsync(ids[0]), await ExplainAsync(ids[1])];
        gates.ToList().ForEach(gate => gate.Open());
        await Task.WhenAll(ids.Select(Client.DoneAsync));

        string taken = slots == 1 ? "The only slot" : $"All {slots} slots";
        string verb = slots == 1 ? "is" : "are";
        Says(told[0], "busy", $"^{taken} of 1 handler {verb} taken; no task comes first\\.$", null);
        Says(told[1], "busy", $"^{taken} of 1 handler {verb} taken; 1 task comes first\\.$", null);
        JsonElement facts = told[1].Json.GetProperty("facts");
        Assert.Equal(
            ("""{"count":1,"exact":true}""", 1, slots, 0),
            (facts.GetProperty("ahead").GetRawText(), facts.GetProperty("handlers").GetInt32(), facts.GetProperty("slots").GetInt32(),
                facts.GetProperty("freeSlots").GetInt32()));
        JsonElement forecast = told[1].Json.GetProperty("forecast");
        Assert.Matches(@"^\d+ runs? of add in the last hour$", forecast.GetProperty("basis").GetString());
        DateTimeOffset[] start =
            [.. forecast.GetProperty("start").EnumerateObject().Select(instant => instant.Value.GetDateTimeOffset())];
        Assert.Equal(["p50", "p90"], NamesOf(forecast.GetProperty("start")));
        Assert.True(start[0] <= start[1]);
    }

    private Task<Answer> ExplainAsync(long id) => server.OtherProcess.GetAsync($"/v1/tasks/{id}/explain");

    private static void Says(Answer told, string reason, string sentence, string? advice)
    {
        Assert.Equal((reason, advice), (told.String("reason"), told.String("do")));
        Assert.Matches(sentence, told.String("sentence"));
    }
}
