using System.Globalization;
using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What can be done with a task that is done.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_deleted_task_is_gone_in_every_process_and_its_key_is_free()
    {
        (string, string)[] key = [("Idempotency-Key", Guid.NewGuid().ToString())];
        long id = (await Client.PostAsync("/v1/types/talk/tasks?wait=60", """{"lines":1}""", key)).Id;

        Answer deleted = await server.OtherProcess.SendAsync("DELETE", $"/v1/tasks/{id}", null);

        Assert.Equal((204, 0, null), ((int)deleted.Status, deleted.Bytes.Length, deleted.ContentType));
        foreach (string path in (string[])["", "/result", "/logs", "/attempts"])
        {
            (await Client.GetAsync($"/v1/tasks/{id}{path}")).IsProblem(404, "unknown-task");
        }

        (await Client.GetAsync($"/v1/tasks/{id}?wait=60")).IsProblem(404, "unknown-task");
        (await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).IsProblem(404, "unknown-task");
        (await Client.PostAsync($"/v1/tasks/{id}/cancel", null)).IsProblem(404, "unknown-task");
        Answer again = await Client.PostAsync("/v1/types/talk/tasks", """{"lines":1}""", key);
        Assert.Equal(202, (int)again.Status);
        Assert.NotEqual(id, again.Id);
    }

    [Fact]
    public async Task A_task_is_not_deleted_before_it_is_done()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);
        long waiting = (await SubmitUnservedAsync()).Id;

        (await Client.SendAsync("DELETE", $"/v1/tasks/{running}", null)).IsProblem(409, "task-not-finished");
        (await Client.SendAsync("DELETE", $"/v1/tasks/{waiting}", null)).IsProblem(409, "task-not-finished");

        gate.Open();
        await Client.DoneAsync(running);
        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{running}", null)).Status);
        Assert.Equal("waiting", (await Client.GetAsync($"/v1/tasks/{waiting}")).String("status"));
        (await Client.SendAsync("DELETE", $"/v1/tasks/{running}?force=1", null)).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task A_task_that_failed_runs_again_under_its_id_and_with_all_its_tries()
    {
        await using ErrandApp handler = await server.StartHandlerAsync("again");
        Answer failed = await Client.SubmitAsync("fail", """{"times":3}""", "?queue=again&maxAttempts=1&wait=60");
        Answer before = await Client.GetAsync($"/v1/tasks/{failed.Id}");
        await Client.PostAsync("/v1/queues/again/pause", null); // It would soon have another error.

        Answer retried = await server.OtherProcess.PostAsync($"/v1/tasks/{failed.Id}/retry", null);
        await Client.PostAsync("/v1/queues/again/resume", null);
        Answer done = await Client.DoneAsync(failed.Id);

        Assert.Equal((202, failed.Id), ((int)retried.Status, retried.Id));
        Assert.True(Instant(retried, "expiresAt") > Instant(failed, "expiresAt"));
        Assert.Equal(failed.Raw("error"), retried.Raw("error"));
        Assert.Equal(("done", "failed", 2), (done.String("status"), done.String("outcome"), done.Number("attempt")));
        Assert.NotEqual(before.Header("ETag"), (await Client.GetAsync($"/v1/tasks/{failed.Id}")).Header("ETag"));
        IsError(done, "exception", "boom", attempt: 2);
        foreach (int attempt in (int[])[3, 4])
        {
            Answer waits = await Client.PostAsync($"/v1/tasks/{failed.Id}/retry", "{}", ("Prefer", "return=minimal"));
            Assert.Equal(["id", "status"], waits.Json.EnumerateObject().Select(member => member.Name));
            done = await Client.DoneAsync(failed.Id);
            Assert.Equal(attempt, done.Number("attempt"));
        }

        Assert.Equal("succeeded", done.String("outcome"));
        IsError(done, "exception", "boom", attempt: 3);
        Assert.Equal(["1 ready failed", "2 retry failed", "3 retry failed", "4 retry succeeded"], await AttemptsAsync(failed.Id));
        (await Client.PostAsync($"/v1/tasks/{failed.Id}/retry", null)).IsProblem(409, "task-succeeded");
    }

    [Fact]
    public async Task A_retried_task_has_all_its_tries_and_lives_as_long_as_a_new_one_or_as_it_is_kept()
    {
        long id = (await Client.SubmitAsync("fail", """{"times":3}""", "?maxAttempts=2&ttl=86400&wait=60")).Id;
        Assert.Equal(2, (await Client.DoneAsync(id)).Number("attempt"));

        Answer again = await Client.PostAsync($"/v1/tasks/{id}/retry", null);
        Answer done = await Client.DoneAsync(id);
        JsonElement attempts = (await Client.GetAsync($"/v1/tasks/{id}/attempts")).Json.GetProperty("items");
        DateTimeOffset retriedAt = attempts[2].GetProperty("waitedFrom").GetDateTimeOffset();

        Assert.Equal(("succeeded", 4, 2), (done.String("outcome"), done.Number("attempt"), done.Number("maxAttempts")));
        Assert.Equal(retriedAt.AddDays(1), Instant(again, "expiresAt"));
        Assert.Equal(["1 ready retried", "2 retry failed", "3 retry retried", "4 retry succeeded"], await AttemptsAsync(id));

        string until = Text(Instant(again, "expiresAt").AddDays(30));
        long kept = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{kept}/cancel", null);
        await KeepAsync(kept, $$"""{"until":"{{until}}"}""");
        Assert.Equal(until, (await Client.PostAsync($"/v1/tasks/{kept}/retry", null)).String("expiresAt"));
    }

    [Fact]
    public async Task A_task_that_waits_or_runs_is_not_retried_and_neither_is_none()
    {
        Gate gate = server.NewGate();
        long running = await StartAsync(gate);

        (await Client.PostAsync($"/v1/tasks/{running}/retry", null)).IsProblem(409, "task-not-finished");
        (await Client.PostAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/retry", null)).IsProblem(409, "task-not-finished");
        (await Client.PostAsync("/v1/tasks/999999999/retry", null)).IsProblem(404, "unknown-task");

        gate.Open();
        await Client.DoneAsync(running);
        Assert.Equal(["1 ready succeeded"], await AttemptsAsync(running));
    }

    [Fact]
    public async Task A_task_that_was_cancelled_while_it_waited_waits_again()
    {
        Answer first = await SubmitUnservedAsync("&delay=600");
        await Client.PostAsync($"/v1/tasks/{first.Id}/cancel", null);

        Answer again = await Client.PostAsync($"/v1/tasks/{first.Id}/retry", null);

        Assert.Equal((202, "waiting", "ready", 1),
            ((int)again.Status, again.String("status"), again.String("reason"), again.Number("attempt")));
        IsNull(again, "outcome", "error", "finishedAt", "startedAt", "handler", "runAt");
        Assert.Equal(["null scheduled cancelled", "null retry null"], await AttemptsAsync(first.Id));
    }

    [Fact]
    public async Task Of_many_who_retry_a_task_at_once_one_does()
    {
        long id = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? Client : server.OtherProcess).PostAsync($"/v1/tasks/{id}/retry", null)));

        Assert.Single(answers, answer => (int)answer.Status == 202);
        Assert.All(answers.Where(answer => (int)answer.Status != 202), answer => answer.IsProblem(409, "task-not-finished"));
        Assert.Equal(["null ready cancelled", "null retry null"], await AttemptsAsync(id));
    }

    [Fact]
    public async Task Who_waits_for_a_retried_task_waits_for_its_new_outcome()
    {
        long id = (await SubmitUnservedAsync()).Id;
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);
        await Client.PostAsync($"/v1/tasks/{id}/retry", null);

        Task<Answer> waiting = server.OtherProcess.GetAsync($"/v1/tasks/{id}?wait=60");
        await Client.PostAsync($"/v1/tasks/{id}/cancel", null);

        Assert.Equal("cancelled", (await waiting).String("outcome"));
    }

    [Fact]
    public async Task A_task_is_kept_until_an_instant_or_forever_and_released()
    {
        Answer first = await SubmitUnservedAsync();
        string until = Instant(first, "expiresAt").AddDays(30).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Assert.Equal(JsonValueKind.Null, KindOf(first, "kept"));

        Answer kept = await KeepAsync(first.Id, $$"""{"until":"{{until}}","note":"the \u201cgood\u201d one"}""");
        Answer seen = await server.OtherProcess.GetAsync($"/v1/tasks/{first.Id}");
        Answer forever = await KeepAsync(first.Id, """{"until":null}""");
        Answer minimal = await KeepAsync(first.Id, """{"until":null,"note":null}""", ("Prefer", "return=minimal"));
        Answer released = await server.OtherProcess.SendAsync("DELETE", $"/v1/tasks/{first.Id}/keep", null);

        Assert.Equal((200, until), ((int)kept.Status, kept.String("expiresAt")));
        Assert.Equal($$"""{"until":"{{until}}","note":"the “good” one"}""", kept.Raw("kept"));
        Assert.Equal(kept.Raw("kept"), seen.Raw("kept"));
        Assert.Equal((200, JsonValueKind.Null, """{"until":null,"note":null}"""),
            ((int)forever.Status, KindOf(forever, "expiresAt"), forever.Raw("kept")));
        Assert.Equal($$"""{"id":{{first.Id}},"status":"waiting"}""", minimal.Text);
        Assert.Equal((204, 0), ((int)released.Status, released.Bytes.Length));
        Answer last = await Client.GetAsync($"/v1/tasks/{first.Id}");
        Assert.Equal((first.String("expiresAt"), JsonValueKind.Null), (last.String("expiresAt"), KindOf(last, "kept")));
        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{first.Id}/keep", null)).Status);
    }

    [Fact]
    public async Task A_task_whose_own_expiry_has_passed_has_a_day_left_once_it_is_released()
    {
        Answer kept = await SubmitUnservedAsync("&ttl=1");
        await KeepAsync(kept.Id, """{"until":null}""");
        long other = (await SubmitUnservedAsync("&ttl=1")).Id;
        Assert.Equal(404, (int)(await Client.GetAsync($"/v1/tasks/{other}?wait=60")).Status);

        DateTimeOffset before = Instant(await SubmitUnservedAsync(), "createdAt");
        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{kept.Id}/keep", null)).Status);
        DateTimeOffset after = Instant(await SubmitUnservedAsync(), "createdAt");

        Answer released = await server.OtherProcess.GetAsync($"/v1/tasks/{kept.Id}");
        Assert.InRange(Instant(released, "expiresAt").AddDays(-1), before, after);
    }

    [Theory]
    [InlineData("{}", "#/until required")]
    [InlineData("[]", "# type")]
    [InlineData("null", "# type")]
    [InlineData("""{"until":7}""", "#/until type")]
    [InlineData("""{"until":"tomorrow"}""", "#/until pattern")]
    [InlineData("""{"until":"2999-01-01T00:00:00"}""", "#/until pattern")]
    [InlineData("""{"until":"2020-01-01T00:00:00Z"}""", "#/until range")]
    [InlineData("""{"until":"9999-12-31T00:00:00Z"}""", "#/until range")]
    [InlineData("""{"until":null,"note":7}""", "#/note type")]
    [InlineData("""{"until":null,"note":"\ud800"}""", "#/note type")]
    [InlineData("""{"until":null,"by":"me"}""", "#/by unknown")]
    [InlineData("""{"note":[],"id":3}""", "#/id unknown, #/note type, #/until required")]
    public async Task What_is_wrong_with_a_request_to_keep_a_task_is_said_at_once(string body, string faults)
    {
        long id = (await SubmitUnservedAsync()).Id;

        Answer answer = (await KeepAsync(id, body)).IsProblem(422, "invalid-options");

        Assert.Equal(faults, string.Join(", ", answer.Faults()));
        Assert.Equal(JsonValueKind.Null, KindOf(await Client.GetAsync($"/v1/tasks/{id}"), "kept"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"until":null,"until":null}""")]
    [InlineData("""{"until":null} {}""")]
    [InlineData("""{"until":null,"\ud800":1}""")]
    public async Task A_request_to_keep_a_task_that_is_no_JSON_is_malformed(string body) =>
        (await KeepAsync((await SubmitUnservedAsync()).Id, body)).IsProblem(400, "malformed-request");

    [Fact]
    public async Task A_note_has_at_most_500_characters_of_any_kind()
    {
        long id = (await SubmitUnservedAsync()).Id;
        string note = string.Concat(Enumerable.Repeat("😀", 500));

        Answer kept = await KeepAsync(id, $$"""{"until":null,"note":"{{note}}"}""");

        Assert.Equal(note, kept.Json.GetProperty("kept").GetProperty("note").GetString());

        Answer refused = (await KeepAsync(id, $$"""{"until":null,"note":"{{note}}x"}""")).IsProblem(422, "invalid-options");
        Assert.Equal(["#/note length"], refused.Faults());
    }

    [Fact]
    public async Task What_is_not_there_is_neither_kept_nor_released()
    {
        (await KeepAsync(999_999_999, """{"until":null}""")).IsProblem(404, "unknown-task");
        (await Client.SendAsync("DELETE", "/v1/tasks/999999999/keep", null)).IsProblem(404, "unknown-task");
        (await Client.GetAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/keep")).IsProblem(405, null);
    }

    private Task<Answer> KeepAsync(long id, string body, params (string, string)[] headers) =>
        Client.SendAsync("PUT", $"/v1/tasks/{id}/keep", WebServer.JsonContent(body), headers);

    [Fact]
    public async Task A_large_result_is_deleted_too()
    {
        long id = (await Client.SubmitAsync("text", """{"length":200000}""", "?wait=60")).Id;

        Assert.Equal(204, (int)(await Client.SendAsync("DELETE", $"/v1/tasks/{id}", null)).Status);

        (await server.OtherProcess.GetAsync($"/v1/tasks/{id}/result")).IsProblem(404, "unknown-task");
    }
}
