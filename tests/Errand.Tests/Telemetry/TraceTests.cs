using System.Diagnostics;
using System.Net.Http.Json;
using Errand.Tests.Hosting;

namespace Errand.Tests.Telemetry;

/// <summary>Spans of submissions and runs, and what ties them together.</summary>
public sealed class TraceTests
{
    private const string ClientTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Client = $"00-{ClientTrace}-00f067aa0ba902b7-01";

    [Fact]
    public async Task A_run_is_a_trace_of_its_own_with_a_link_to_its_submission()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        TaskView task = await server.RunAsync("add", spans.Queue);

        (Activity send, Activity process) = (spans.One("send"), spans.One("process"));
        Assert.Equal((ActivityKind.Producer, ActivityKind.Consumer), (send.Kind, process.Kind));
        Assert.Equal((default, send.SpanId), (process.ParentSpanId, Assert.Single(process.Links).Context.SpanId));
        Assert.Equal(send.TraceId, Assert.Single(process.Links).Context.TraceId);
        Assert.NotEqual(send.TraceId, process.TraceId);
        Assert.Equal(send.TraceId.ToString(), task.Trace);
        Assert.Equal((ActivityStatusCode.Unset, ActivityStatusCode.Unset), (send.Status, process.Status));
        Assert.Equal(
            $"errand.task.type=add messaging.destination.name={spans.Queue} messaging.message.id={task.Id} messaging.operation.name=send "
            + "messaging.operation.type=send messaging.system=errand",
            TagsOf(send));
        Assert.Equal(
            "errand.task.attempt=1 errand.task.outcome=succeeded errand.task.type=add "
            + $"messaging.destination.name={spans.Queue} messaging.message.id={task.Id} messaging.operation.name=process "
            + "messaging.operation.type=process messaging.system=errand",
            TagsOf(process));
    }

    [Fact]
    public async Task A_submission_within_a_span_is_its_child()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        using Activity outer = new Activity("mine").SetIdFormat(ActivityIdFormat.W3C).Start();

        TaskView task = await server.RunAsync("add", spans.Queue);

        Assert.Equal((outer.TraceId, outer.SpanId), (spans.One("send").TraceId, spans.One("send").ParentSpanId));
        Assert.Equal(outer.TraceId.ToString(), task.Trace);
        Assert.Same(outer, Activity.Current);
    }

    [Fact]
    public async Task Where_nobody_listens_the_trace_of_the_caller_is_kept()
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        using Activity outer = new Activity("mine").SetIdFormat(ActivityIdFormat.W3C).Start();

        TaskView task = await server.RunAsync("current", "default");

        Assert.Equal(outer.TraceId.ToString(), task.Trace);
        Assert.Null(task.Result!.Value.GetString());
    }

    [Theory]
    [InlineData("child", null, true)]
    [InlineData("link", null, false)]
    [InlineData("child", 0.001, false)]
    public async Task A_setting_makes_the_first_run_of_an_undelayed_task_a_child(string setting, double? delay, bool isChild)
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync("--ERRAND_TRACE", setting);

        await server.RunAsync("add", spans.Queue, new SubmitOptions { Delay = delay is { } seconds ? TimeSpan.FromSeconds(seconds) : null });

        (Activity send, Activity process) = (spans.One("send"), spans.One("process"));
        Assert.Equal(isChild ? send.SpanId : default, process.ParentSpanId);
        Assert.Equal(isChild ? 0 : 1, process.Links.Count());
    }

    [Fact]
    public async Task Code_of_a_run_is_within_its_span_and_not_within_that_of_another()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        TaskView task = await server.RunAsync("current", spans.Queue);

        Assert.Equal(spans.One("process").Id, task.Result!.Value.GetString());
    }

    [Fact]
    public async Task A_run_that_fails_says_why()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        await server.RunAsync("fail", spans.Queue, new SubmitOptions { MaxAttempts = 1 });

        Activity process = spans.One("process");
        Assert.Equal((ActivityStatusCode.Error, "boom"), (process.Status, process.StatusDescription));
        Assert.Equal(("permanent", "failed"), (process.GetTagItem("error.type"), process.GetTagItem("errand.task.outcome")));
    }

    [Fact]
    public async Task All_tasks_of_a_batch_belong_to_one_span()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        var options = new SubmitOptions { Queue = spans.Queue, Delay = TimeSpan.FromHours(1) };

        IReadOnlyList<TaskId> ids = await server.Tasks.SubmitAsync(
            [new NewTask("add", new { x = 1, y = 2 }, options), new NewTask("add", new { x = 1, y = 2 }, options)], Waiting.Stop);

        Activity send = spans.One("send");
        Assert.Equal((ActivityKind.Client, 2), (send.Kind, send.GetTagItem("messaging.batch.message_count")));
        foreach (TaskId id in ids)
        {
            Assert.Equal(send.TraceId.ToString(), (await server.Tasks.FindAsync(id, Waiting.Stop))!.Trace);
        }
    }

    [Fact]
    public async Task A_submission_that_is_refused_ends_its_span_with_an_error()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        var options = new SubmitOptions { Queue = spans.Queue, IdempotencyKey = "once", Delay = TimeSpan.FromHours(1) };
        await server.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, options, Waiting.Stop);

        await Assert.ThrowsAsync<InvalidTaskException>(() => server.Tasks.SubmitAsync("add", new { x = 1, y = 3 }, options, Waiting.Stop));

        Assert.Equal(2, spans.Count);
    }

    [Theory]
    [InlineData("/v1/types/add/tasks", """{"x":1,"y":2}""")]
    [InlineData("/v1/tasks", """{"type":"add","args":{"x":1,"y":2}}""")]
    [InlineData("/v1/tasks/batch", """[{"type":"add","args":{"x":1,"y":2}}]""")]
    [InlineData("/task/new", """{"x":1,"y":2}""")]
    public async Task The_trace_that_a_client_sends_is_kept_without_any_tracing(string path, string body)
    {
        await using TelemetryServer server = await TelemetryServer.StartAsync();

        Assert.Equal(ClientTrace, await SubmitAsync(server.Client, path, body, Client));
        Assert.Null(await SubmitAsync(server.Client, path, body, null));
        Assert.Null(await SubmitAsync(server.Client, path, body, "nonsense"));
    }

    [Fact]
    public async Task The_first_answer_shows_the_trace_that_is_stored()
    {
        using var spans = new SpanWatch();
        await using TelemetryServer server = await TelemetryServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/types/add/tasks?delay=60&queue={spans.Queue}")
        {
            Content = JsonContent.Create(new { x = 1, y = 2 }),
        };
        request.Headers.TryAddWithoutValidation("traceparent", Client);
        using HttpResponseMessage answer = await server.Client.SendAsync(request, Waiting.Stop);

        Assert.Contains($"\"trace\":\"{ClientTrace}\"", await answer.Content.ReadAsStringAsync(Waiting.Stop), StringComparison.Ordinal);
        Assert.Equal(ClientTrace, spans.One("send").TraceId.ToString());
    }

    /// <summary>The trace of the task that was submitted.</summary>
    private static async Task<string?> SubmitAsync(HttpClient client, string path, string body, string? trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, "application/json") };
        if (trace is not null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        }

        using HttpResponseMessage answer = await client.SendAsync(request, Waiting.Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Waiting.Stop));
        string list = await client.GetStringAsync(new Uri("/v1/tasks?limit=1&fields=trace", UriKind.Relative), Waiting.Stop);
        using var json = System.Text.Json.JsonDocument.Parse(list);
        return json.RootElement.GetProperty("items")[0].GetProperty("trace").GetString();
    }

    private static string TagsOf(Activity span) => string.Join(
        ' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
}
