using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The attempts of a task.</summary>
public abstract partial class HttpContract
{
    private static readonly string[] AttemptMembers =
        ["attempt", "waitedFrom", "waitReason", "startedAt", "endedAt", "end", "handler", "host", "pid", "error"];

    [Fact]
    public async Task The_attempts_of_a_task_are_each_wait_and_each_run()
    {
        long id = (await Client.SubmitAsync("fail", """{"times":1}""")).Id;
        Answer done = await Client.DoneAsync(id);

        Answer answer = await server.OtherProcess.GetAsync($"/v1/tasks/{id}/attempts");

        Assert.Equal((200, "application/json", "no-store"), ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control")));
        JsonElement[] attempts = [.. answer.Json.GetProperty("items").EnumerateArray()];
        Assert.All(attempts, attempt => Assert.Equal(AttemptMembers, attempt.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(["1 ready retried", "2 retry succeeded"], attempts.Select(Describe));
        Assert.Equal(done.String("createdAt"), attempts[0].GetProperty("waitedFrom").GetString());
        Assert.Equal(attempts[0].GetProperty("endedAt").GetString(), attempts[1].GetProperty("waitedFrom").GetString());
        Assert.Equal(done.String("startedAt"), attempts[1].GetProperty("startedAt").GetString());
        Assert.Equal(done.String("finishedAt"), attempts[1].GetProperty("endedAt").GetString());
        Assert.Equal(done.Raw("error"), attempts[0].GetProperty("error").GetRawText());
        Assert.Equal(JsonValueKind.Null, attempts[1].GetProperty("error").ValueKind);
        Assert.All(attempts, attempt =>
        {
            Assert.Matches(InstantPattern(), attempt.GetProperty("startedAt").GetString());
            Assert.Equal(done.String("handler"), attempt.GetProperty("handler").GetString());
            Assert.Equal((Environment.MachineName, Environment.ProcessId),
                (attempt.GetProperty("host").GetString(), attempt.GetProperty("pid").GetInt32()));
        });
    }

    [Fact]
    public async Task The_last_attempt_is_the_one_that_runs_or_that_the_task_waits_for()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        long waiting = (await SubmitUnservedAsync()).Id;
        long scheduled = (await SubmitUnservedAsync("&delay=600")).Id;
        long cancelled = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{cancelled}/cancel", null);

        Assert.Equal(["1 ready running"], await AttemptsAsync(running));
        Assert.Equal(["null ready null"], await AttemptsAsync(waiting));
        Assert.Equal(["null scheduled null"], await AttemptsAsync(scheduled));
        Assert.Equal(["null ready cancelled"], await AttemptsAsync(cancelled));
        JsonElement current = (await Client.GetAsync($"/v1/tasks/{waiting}/attempts")).Json.GetProperty("items")[0];
        Assert.Equal(
            ["attempt", "startedAt", "endedAt", "end", "handler", "host", "pid", "error"],
            current.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Null).Select(member => member.Name));
        gate.Open();
        await Client.DoneAsync(running);
        Assert.Equal(["1 ready succeeded"], await AttemptsAsync(running));
    }

    [Fact]
    public async Task No_task_has_no_attempts()
    {
        (await Client.GetAsync("/v1/tasks/999999999/attempts")).IsProblem(404, "unknown-task");
        (await Client.GetAsync("/v1/tasks/x/attempts")).IsProblem(404, "unknown-task");
        (await Client.GetAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/attempts?limit=1")).IsProblem(400, "malformed-request");
    }

    private async Task<string[]> AttemptsAsync(long id) =>
        [.. (await Client.GetAsync($"/v1/tasks/{id}/attempts")).Json.GetProperty("items").EnumerateArray().Select(Describe)];

    private static string Describe(JsonElement attempt) =>
        $"{attempt.GetProperty("attempt").GetRawText()} {attempt.GetProperty("waitReason").GetString()} "
        + (attempt.GetProperty("end").GetString() ?? "null");
}
