using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The transitions of a task, one by one.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_claimed_task_is_running_and_a_returned_one_is_done()
    {
        Gate gate = server.NewGate();
        long id = await StartAsync(gate);

        Answer running = await Client.UntilAsync(id, task => task.Raw("progress") != """{"value":null,"message":null}""");
        gate.Open("the result");
        Answer done = await Client.DoneAsync(id);

        Assert.Equal(("running", 1, """{"value":0.25,"message":"a quarter"}"""),
            (running.String("status"), running.Number("attempt"), running.Raw("progress")));
        IsNull(running, "outcome", "reason", "result", "error", "finishedAt", "runAt");
        Assert.True(Instant(running, "startedAt") >= Instant(running, "createdAt"));
        Assert.NotEmpty(running.String("handler")!);
        Assert.Equal(("done", "succeeded", "the result", 1),
            (done.String("status"), done.String("outcome"), done.String("result"), done.Number("attempt")));
        IsNull(done, "reason", "error");
        Assert.Equal(1, done.Json.GetProperty("progress").GetProperty("value").GetDouble());
        Assert.Equal((running.String("startedAt"), running.String("handler")), (done.String("startedAt"), done.String("handler")));
        Assert.True(Instant(done, "finishedAt") >= Instant(done, "startedAt"));
    }

    [Fact]
    public async Task A_failure_waits_for_its_next_try_and_shows_its_error_even_after_a_success()
    {
        long id = (await Client.SubmitAsync("fail", """{"times":1}""")).Id;

        Answer waiting = await Client.UntilAsync(id, task => KindOf(task, "error") == System.Text.Json.JsonValueKind.Object);
        Answer done = await Client.DoneAsync(id);

        if (waiting.String("status") == "waiting")
        {
            Assert.Contains(waiting.String("reason"), (string[])["retry", "ready"]);
            Assert.Equal(1, waiting.Number("attempt"));
        }

        Assert.Equal(("succeeded", 2, 2), (done.String("outcome"), done.Number("attempt"), done.Number("result")));
        IsError(done, "exception", "boom", attempt: 1);
    }

    [Fact]
    public async Task Between_two_tries_a_task_waits_for_a_backoff_of_half_a_second_to_a_second()
    {
        long id = (await Client.SubmitAsync("fail", """{"times":3}""")).Id;

        Answer waiting = await Client.UntilAsync(id, task => task.String("reason") == "retry");
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);

        Assert.Equal("waiting", waiting.String("status"));
        var failedAt = DateTimeOffset.Parse(waiting.Json.GetProperty("error").GetProperty("at").GetString()!, null);
        Assert.InRange(
            (Instant(waiting, "runAt") - failedAt).TotalSeconds,
            0.499 * Math.Pow(2, waiting.Number("attempt") - 1), 1.001 * Math.Pow(2, waiting.Number("attempt") - 1));
        IsNull(waiting, "outcome", "result", "finishedAt");
    }

    [Fact]
    public async Task A_failure_with_no_try_left_ends_the_task()
    {
        Answer done = await Client.SubmitAsync("fail", """{"times":9}""", "?maxAttempts=2&wait=60");

        Assert.Equal(("done", "failed", 2), (done.String("status"), done.String("outcome"), done.Number("attempt")));
        IsNull(done, "result", "reason", "runAt");
        IsError(done, "exception", "boom", attempt: 2);
    }

    [Fact]
    public async Task A_permanent_failure_ends_the_task_at_once()
    {
        Answer done = await Client.SubmitAsync("permanent", "{}", "?maxAttempts=9&wait=60");

        Assert.Equal(("failed", 1), (done.String("outcome"), done.Number("attempt")));
        IsError(done, "permanent", "of no use", attempt: 1);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_times_out()
    {
        Answer done = await Client.SubmitAsync("sleep", "{}", "?timeout=0.05&maxAttempts=2&wait=60");

        Assert.Equal(("failed", 2), (done.String("outcome"), done.Number("attempt")));
        IsError(done, "timeout", null, attempt: 2);
        Assert.Contains("timed out", done.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_is_no_JSON_fails_the_task()
    {
        Answer done = await Client.SubmitAsync("cyclic", "{}", "?maxAttempts=1&wait=60");

        Assert.Equal("failed", done.String("outcome"));
        IsError(done, "invalid-result", null, attempt: 1);
    }

    [Fact]
    public async Task A_type_that_the_handler_does_not_have_waits_for_thirty_seconds_and_costs_no_try()
    {
        long id = (await server.OtherProcess.SubmitAsync("elsewhere", "{}", "?maxAttempts=1")).Id;

        Answer waiting = await Client.UntilAsync(id, task => task.String("reason") == "retry");
        Answer cancelled = await Client.PostAsync($"/v1/tasks/{id}/cancel", null);

        Assert.Equal(("waiting", 1), (waiting.String("status"), waiting.Number("attempt")));
        Assert.InRange((Instant(waiting, "runAt") - Instant(waiting, "startedAt")).TotalSeconds, 29.9, 70);
        Assert.Equal("cancelled", cancelled.String("outcome"));
        Assert.Equal(["1 ready handed-back", "null retry cancelled"], await AttemptsAsync(id));
    }

    [Fact]
    public async Task What_a_handler_that_stops_has_not_finished_goes_back_and_costs_no_try()
    {
        const string Queue = "stopping";
        Gate gate = server.NewGate();
        ErrandApp first = await server.StartHandlerAsync(Queue);
        long id = await StartAsync(gate, $"?queue={Queue}&maxAttempts=1");

        await first.StopAsync(Waiting.Stop);
        Answer waiting = await Client.GetAsync($"/v1/tasks/{id}");
        gate.Open();
        await server.StartHandlerAsync(Queue);
        Answer done = await Client.DoneAsync(id);

        Assert.Equal(("waiting", "ready", 1), (waiting.String("status"), waiting.String("reason"), waiting.Number("attempt")));
        IsNull(waiting, "error", "outcome");
        Assert.Equal(("succeeded", 2, 1), (done.String("outcome"), done.Number("attempt"), done.Number("maxAttempts")));
        Assert.NotEqual(waiting.String("handler"), done.String("handler"));
        Assert.Equal(["1 ready handed-back", "2 ready succeeded"], await AttemptsAsync(id));
    }

    [Theory]
    [InlineData("add", Add, "&queue=" + ContractServer.UnservedQueue)]
    [InlineData("add", Add, "")]
    [InlineData("permanent", "{}", "")]
    [InlineData("sleep", "{}", "")]
    public async Task An_expired_task_is_gone_wherever_it_was(string type, string args, string query)
    {
        long id = (await Client.SubmitAsync(type, args, $"?ttl=1{query}")).Id;

        await Client.UntilAsync(id, answer => (int)answer.Status == 404);

        (await server.OtherProcess.GetAsync($"/v1/tasks/{id}")).IsProblem(404, "unknown-task");
        (await Client.GetAsync($"/v1/tasks/{id}/result")).IsProblem(404, "unknown-task");
        (await Client.PostAsync($"/v1/tasks/{id}/cancel", null)).IsProblem(404, "unknown-task");
        Assert.Equal(404, (int)(await Client.GetAsync($"/task/{id}/view")).Status);
    }

    [Fact]
    public async Task Who_waits_for_a_task_that_expires_is_told()
    {
        long id = (await SubmitUnservedAsync("&ttl=1")).Id;

        (await Client.GetAsync($"/v1/tasks/{id}?wait=60")).IsProblem(404, "unknown-task");
    }

    [Fact]
    public async Task A_higher_priority_goes_first_and_then_who_came_first()
    {
        const string Queue = "ordered";
        long low = (await Client.SubmitAsync("add", Add, $"?queue={Queue}&priority=-1")).Id;
        long first = (await Client.SubmitAsync("add", Add, $"?queue={Queue}")).Id;
        long second = (await Client.SubmitAsync("add", Add, $"?queue={Queue}")).Id;
        long high = (await Client.SubmitAsync("add", Add, $"?queue={Queue}&priority=100")).Id;

        await server.StartHandlerAsync(Queue);

        Answer[] done = await Task.WhenAll(((long[])[high, first, second, low]).Select(Client.DoneAsync));
        Assert.Equal(done.Select(task => task.Id), done.OrderBy(task => Instant(task, "startedAt")).Select(task => task.Id));
    }

    private static void IsError(Answer task, string kind, string? message, int attempt)
    {
        System.Text.Json.JsonElement error = task.Json.GetProperty("error");
        Assert.Equal((kind, attempt), (error.GetProperty("kind").GetString(), error.GetProperty("attempt").GetInt32()));
        Assert.Matches(InstantPattern(), error.GetProperty("at").GetString());
        Assert.Equal(message ?? error.GetProperty("message").GetString(), error.GetProperty("message").GetString());
        Assert.DoesNotContain("   at ", error.GetRawText(), StringComparison.Ordinal);
    }
}
