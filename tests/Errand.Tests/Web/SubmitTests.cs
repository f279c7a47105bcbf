using System.Net;
using System.Text;
using System.Text.Json;
using Errand.Signals;
using Errand.Storage.Messages;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

public sealed class SubmitTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task A_task_of_a_type_is_accepted_with_its_address()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/types/add/tasks", Args);

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("/v1/tasks/1", answer.Header("Location"));
        Assert.Equal("waiting", answer.String("status"));
        Assert.Equal("ready", answer.String("reason"));
        Assert.Equal(3, answer.Json.GetProperty("priority").GetInt32());
        Assert.Null(answer.Header("Preference-Applied"));
        Assert.Equal(0, server.Store.Reads);
    }

    [Fact]
    public async Task The_answer_to_a_submit_is_what_a_view_shows()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero));
        await using WebServer server = await WebServer.StartAsync(time: time);

        Answer submitted = await server.PostAsync(
            "/v1/types/add/tasks?delay=60&tag=a&tag=b&queue=q&timeout=0.5&maxAttempts=7&ttl=3600", Args);
        Answer viewed = await server.GetAsync("/v1/tasks/1");

        Assert.Equal(viewed.Text, submitted.Text);
        Assert.Equal(
            """
            {"id":1,"type":"add","status":"waiting","outcome":null,"reason":"scheduled","args":{"x":1,"y":2},"result":null,"error":null,
            "summary":null,"progress":{"value":null,"message":null},"queue":"q","priority":3,"attempt":0,"maxAttempts":7,"tags":["a","b"],
            "createdAt":"2026-11-24T08:15:30.125Z","runAt":"2026-11-24T08:16:30.125Z","startedAt":null,"finishedAt":null,
            "expiresAt":"2026-11-24T09:15:30.125Z","kept":null,"handler":null,"trace":null,"links":{"self":"/v1/tasks/1",
            "result":"/v1/tasks/1/result","events":"/v1/tasks/1/events","view":"/tasks/1"}}
            """.ReplaceLineEndings(""),
            submitted.Text);
    }

    [Theory]
    [InlineData("""{ "x" : 1.0e0,"y":-0,  "z":"\u00e9é" }""")]
    [InlineData("{\n\t\"a\\u0062\": 123456789012345678901234567890.10, \"\": null }")]
    public async Task Arguments_are_kept_and_shown_byte_for_byte(string args)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer one = await server.PostAsync("/v1/types/free/tasks", args);
        Answer two = await server.PostAsync("/v1/tasks", $$"""{"args": {{args}} ,"type":"free"}""");

        Assert.All(server.Store.Submitted, submission => Assert.Equal(args, Encoding.UTF8.GetString(submission.Args.Span)));
        Assert.Equal(2, server.Store.Count);
        Assert.Contains($"\"args\":{args},", one.Text, StringComparison.Ordinal);
        Assert.Contains($"\"args\":{args},", two.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_carries_every_option()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync(
            "/v1/tasks",
            """{"type":"add","args":{"x":1,"y":2},"queue":"q","priority":-100,"runAt":"2099-01-01T00:00:00+02:00","ttl":315360000,"timeout":1.5,"maxAttempts":100,"tags":["a"],"delay":null}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status); // 2099 is further away than ten years.
        answer = await server.PostAsync(
            "/v1/tasks",
            """{"type":"add","args":{"x":1,"y":2},"queue":"q","priority":-100,"delay":30,"ttl":315360000,"timeout":1.5,"maxAttempts":100,"tags":["a"],"runAt":null}""");
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Submission stored = Assert.Single(server.Store.Submitted);
        Assert.Equal(("q", -100, 100), (stored.Queue, stored.Priority, stored.MaxAttempts));
        Assert.Equal(
            (TimeSpan.FromSeconds(30), TimeSpan.FromDays(3650), TimeSpan.FromSeconds(1.5)),
            (stored.Delay, stored.TimeToLive, stored.Timeout));
        Assert.Equal(["a"], stored.Tags);
    }

    [Fact]
    public async Task A_task_can_wait_for_an_instant()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));
        await using WebServer server = await WebServer.StartAsync(time: time);

        Answer inQuery = await server.PostAsync("/v1/types/add/tasks?runAt=2026-11-25T10:00:00%2B02:00", Args);
        Answer inBody = await server.PostAsync("/v1/tasks", """{"type":"add","args":{"x":1,"y":2},"runAt":"2026-11-25t08:00:00.000z"}""");

        Assert.Equal("2026-11-25T08:00:00.000Z", inQuery.String("runAt"));
        Assert.Equal("2026-11-25T08:00:00.000Z", inBody.String("runAt"));
        Assert.Equal("scheduled", inBody.String("reason"));
    }

    [Fact]
    public async Task A_submit_may_ask_for_a_minimal_answer()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/types/add/tasks", Args, ("Prefer", "return=minimal"));

        Assert.Equal("""{"id":1,"status":"waiting"}""", answer.Text);
        Assert.Equal("return=minimal", answer.Header("Preference-Applied"));
        Assert.Equal("/v1/tasks/1", answer.Header("Location"));
    }

    [Theory]
    [InlineData("?wait=30", null)]
    [InlineData("", "wait=30")]
    public async Task A_submit_that_waits_answers_with_the_finished_task(string query, string? prefer)
    {
        await using WebServer server = await WebServer.StartAsync();

        Task<Answer> waiting = server.PostAsync($"/v1/types/add/tasks{query}", Args, prefer is null ? [] : [("Prefer", prefer)]);
        await server.Store.StoredSignal.Task;
        server.Finish(1, "3");
        Answer answer = await waiting;

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("done", answer.String("status"));
        Assert.Equal(3, answer.Json.GetProperty("result").GetInt32());
        Assert.Equal("wait=30", answer.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_submit_that_waited_in_vain_answers_with_what_there_is()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/v1/tasks?wait=0.05", """{"type":"add","args":{"x":1,"y":2}}""");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal("waiting", answer.String("status"));
        Assert.Equal("wait=0.05", answer.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_submit_that_waits_answers_at_once_when_the_server_stops()
    {
        await using WebServer server = await WebServer.StartAsync();

        Task<Answer> waiting = server.PostAsync("/v1/types/add/tasks?wait=60", Args);
        await server.Store.StoredSignal.Task;
        server.Waiters.Stop();

        Assert.Equal(HttpStatusCode.Accepted, (await waiting).Status);
    }

    [Fact]
    public async Task A_task_that_expires_while_its_submit_waits_was_accepted_all_the_same()
    {
        await using WebServer server = await WebServer.StartAsync();

        Task<Answer> waiting = server.PostAsync("/v1/types/add/tasks?wait=60&ttl=60", Args);
        await server.Store.StoredSignal.Task;
        server.Store.Forget(1);
        server.Events.Publish(new TaskEvent(TaskEventKind.Done, new TaskId(1)));

        Assert.Equal(HttpStatusCode.Accepted, (await waiting).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_after_its_submit_was_taken_changes_nothing()
    {
        await using WebServer server = await WebServer.StartAsync();
        var gate = new TaskCompletionSource();
        server.Store.HeldSubmit = gate.Task;
        var accepted = new TaskCompletionSource();
        server.Events.Happened += _ => accepted.SetResult();
        using (System.Net.Sockets.TcpClient tcp = await server.ConnectAsync())
        {
            await tcp.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /v1/types/add/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Args.Length}\r\n\r\n{Args}"),
                TestContext.Current.CancellationToken);
            await server.Store.SubmitSignal.Task;
        }

        gate.SetResult();
        await accepted.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(Args, Encoding.UTF8.GetString(Assert.Single(server.Store.Submitted).Args.Span));
        Assert.Empty(server.Log.Ids);
    }

    [Fact]
    public async Task Links_are_absolute_when_the_public_address_is_known()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.BackendUrl = new Uri("https://api.example/errand/"));

        Answer answer = await server.PostAsync("/v1/types/add/tasks", Args);

        Assert.Equal("https://api.example/errand/v1/tasks/1", answer.Header("Location"));
        Assert.Equal("https://api.example/errand/v1/tasks/1/result", answer.Json.GetProperty("links").GetProperty("result").GetString());
    }

    [Fact]
    public async Task The_web_and_the_contracts_know_the_same_members_of_a_task()
    {
        await using WebServer server = await WebServer.StartAsync();
        Answer small = await server.PostAsync("/v1/types/add/tasks", Args);
        server.Store.Put(TestTasks.Done(7), Encoding.UTF8.GetBytes($"\"{new string('r', 70_000)}\""));
        Answer large = await server.GetAsync("/v1/tasks/7");
        var strict = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        };

        TaskView? view = JsonSerializer.Deserialize<TaskView>(small.Text, strict);
        TaskView? other = JsonSerializer.Deserialize<TaskView>(large.Text, strict);

        Assert.Equal(1, view!.Id);
        Assert.Equal(70_002, other!.ResultBytes);
        Assert.Equal("permanent", other.Error!.Kind);
        string[] sent =
            [.. small.Json.EnumerateObject().Concat(large.Json.EnumerateObject()).Select(member => member.Name).Distinct().Order()];
        string[] known = [.. typeof(TaskView).GetProperties().Select(
            member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order()];
        // Only lists leave arguments out.
        Assert.Equal(known.Except(["argsBytes"]), sent);
    }
}
