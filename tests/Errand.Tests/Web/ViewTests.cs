using System.Text;
using Errand.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

public sealed class ViewTests
{
    [Fact]
    public async Task A_running_task_shows_how_far_it_is()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(5));

        Answer answer = await server.GetAsync("/v1/tasks/5");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("running", answer.String("status"));
        Assert.Equal("""{"value":0.25,"message":"a quarter"}""", answer.Json.GetProperty("progress").GetRawText());
        Assert.Equal("a3f90000000000000000000000000001", answer.String("handler"));
        Assert.Equal("2026-11-24T08:15:31.125Z", answer.String("startedAt"));
    }

    [Fact]
    public async Task A_done_task_shows_its_result_and_the_last_error()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(5), """{ "r" : 1.0 }"""u8.ToArray());

        Answer answer = await server.GetAsync("/v1/tasks/5");

        Assert.Contains("""
            "result":{ "r" : 1.0 },"error":{"kind":"permanent","message":"The disk was <full>","attempt":1,"at":"2026-11-24T08:15:31.125Z"},
            """.Trim(), answer.Text, StringComparison.Ordinal);
        Assert.Equal("succeeded", answer.String("outcome"));
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public async Task A_result_over_64_KiB_stands_at_its_own_address(int bytes, bool inline)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(5), Encoding.UTF8.GetBytes($"\"{new string('r', bytes - 2)}\""));

        Answer answer = await server.GetAsync("/v1/tasks/5");

        Assert.Equal(inline, answer.Json.TryGetProperty("result", out _));
        Assert.Equal(!inline, answer.Json.TryGetProperty("resultUrl", out _));
        if (!inline)
        {
            Assert.Equal("/v1/tasks/5/result", answer.String("resultUrl"));
            Assert.Equal(bytes, answer.Json.GetProperty("resultBytes").GetInt64());
            Assert.Equal(bytes, (await server.GetAsync("/v1/tasks/5/result")).Bytes.Length);
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("%20")]
    public async Task What_is_no_tasks_id_is_an_unknown_task(string id)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.GetAsync($"/v1/tasks/{id}")).IsProblem(404, "unknown-task");
        (await server.GetAsync($"/v1/tasks/{id}/result")).IsProblem(404, "unknown-task");
        (await server.PostAsync($"/v1/tasks/{id}/cancel", null)).IsProblem(404, "unknown-task");
    }

    [Fact]
    public async Task An_answer_that_the_client_has_is_not_sent_again()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));
        Answer first = await server.GetAsync("/v1/tasks/1");
        string tag = first.Header("ETag")!;

        Answer same = await server.GetAsync("/v1/tasks/1", ("If-None-Match", $"\"other\", {tag}"));
        Answer weak = await server.GetAsync("/v1/tasks/1", ("If-None-Match", $"W/{tag}"));
        Answer any = await server.GetAsync("/v1/tasks/1", ("If-None-Match", "*"));
        Answer other = await server.GetAsync("/v1/tasks/1", ("If-None-Match", "\"other\""));
        server.Store.Change(1, task => task with { Progress = 0.5 });
        Answer changed = await server.GetAsync("/v1/tasks/1", ("If-None-Match", tag));

        Assert.Matches("^\"[A-Za-z0-9_-]+\"$", tag);
        Assert.All([same, weak, any], answer =>
        {
            Assert.Equal(304, (int)answer.Status);
            Assert.Empty(answer.Bytes);
            Assert.Equal(tag, answer.Header("ETag"));
        });
        Assert.Equal(200, (int)other.Status);
        Assert.Equal(200, (int)changed.Status);
        Assert.NotEqual(tag, changed.Header("ETag"));
    }

    [Fact]
    public async Task A_view_that_waits_answers_when_the_task_is_done()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(1));

        Task<Answer> waiting = server.GetAsync("/v1/tasks/1?wait=60");
        await server.Store.ReadSignal.Task;
        server.Finish(1, "3");
        Answer answer = await waiting;

        Assert.Equal("done", answer.String("status"));
        Assert.Equal("wait=60", answer.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_view_that_waited_in_vain_answers_with_what_there_is()
    {
        var time = new FakeTimeProvider(TestTasks.Waiting(1).CreatedAt);
        await using WebServer server = await WebServer.StartAsync(time: time);
        server.Store.Put(TestTasks.Running(1));

        Task<Answer> waiting = server.GetAsync("/v1/tasks/1", ("Prefer", "wait=60"));
        await server.Store.ReadSignal.Task;
        int seconds = 0;
        for (; !waiting.IsCompleted; seconds++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        Assert.Equal("running", (await waiting).String("status"));
        Assert.True(seconds >= 59);
    }

    [Fact]
    public async Task A_view_that_waits_is_404_when_the_task_expires_meanwhile()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));

        Task<Answer> waiting = server.GetAsync("/v1/tasks/1?wait=60");
        await server.Store.ReadSignal.Task;
        server.Store.Forget(1);
        server.Events.PublishStoreChanged(StoreChange.Anything);

        (await waiting).IsProblem(404, "unknown-task");
    }

    [Fact]
    public async Task A_client_that_stops_waiting_is_no_error()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));
        using (System.Net.Sockets.TcpClient tcp = await server.ConnectAsync())
        {
            await tcp.GetStream().WriteAsync(
                "GET /v1/tasks/1?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await server.Store.ReadSignal.Task;
        }

        server.Finish(1, "1");
        Assert.Equal("done", (await server.GetAsync("/v1/tasks/1?wait=60")).String("status"));
        Assert.Empty(server.Log.Ids);
    }

    [Theory]
    [InlineData("/v1/tasks/1?nope=1")]
    [InlineData("/v1/tasks/1?Wait=1")]
    [InlineData("/v1/tasks/1?wait=x")]
    [InlineData("/v1/tasks/1/result?Select=/r")]
    [InlineData("/v1/tasks/1/result?wait=1")]
    [InlineData("/v1/types?limit=1")]
    [InlineData("/v1/types/add?x")]
    public async Task A_query_that_is_not_known_is_malformed(string path)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());

        (await server.GetAsync(path)).IsProblem(400, "malformed-request");
    }

    [Theory]
    [InlineData("/v1/tasks/1")]
    [InlineData("/v1/tasks/1/result")]
    [InlineData("/v1/types")]
    [InlineData("/v1/types/add")]
    [InlineData("/task/1/view")]
    [InlineData("/ping")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Head_answers_as_get_does_without_a_body(string path)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());

        Answer get = await server.GetAsync(path);
        Answer head = await server.SendAsync("HEAD", path, null);

        Assert.Equal(200, (int)head.Status);
        Assert.Equal(get.Status, head.Status);
        Assert.Empty(head.Bytes);
        Assert.Equal(get.Header("Content-Length"), head.Header("Content-Length"));
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
    }
}
