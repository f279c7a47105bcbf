using System.Text;
using System.Text.Json;
using Errand.Types;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

/// <summary>The routes of flask-tasks, as its clients know them.</summary>
public sealed class FlaskTests
{
    [Fact]
    public async Task A_new_task_is_answered_as_flask_tasks_did()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1668797946_900));
        await using WebServer server = await WebServer.StartAsync(time: time);

        Answer answer = await server.PostAsync("/task/new", """{"required_arg":"test"}""");
        Answer view = await server.GetAsync("/task/1/view");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Null(answer.Header("Location"));
        var expected = JsonElement.Parse(
            """{"id":1,"result":null,"args":{"required_arg":"test"},"status":"waiting","expire":1669402746,"required_arg":"test","created":1668797946}""");
        Assert.True(JsonElement.DeepEquals(expected, answer.Json), answer.Text);
        Assert.Equal(answer.Text, view.Text);
        Assert.Equal("quickstart", Assert.Single(server.Store.Submitted).Type.Name);
    }

    [Fact]
    public async Task The_default_type_can_be_set()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.DefaultTaskType = "add");

        Answer answer = await server.PostAsync("/task/new", """{"x":1.0,"y":2}""");

        Assert.Equal("1.0", answer.Json.GetProperty("x").GetRawText());
        Assert.Equal(2, answer.Json.GetProperty("y").GetInt32());
    }

    [Fact]
    public async Task Without_a_type_there_is_a_message()
    {
        await using WebServer server = await WebServer.StartAsync(types: []);

        Answer answer = await server.PostAsync("/task/new", "{}");

        Assert.Equal(404, (int)answer.Status);
        Assert.NotEmpty(answer.String("message")!);
    }

    [Fact]
    public async Task Members_that_the_type_does_not_declare_are_stored()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/task/new", """{ "required_arg":"test", "extra":1, "nested":{"a":[1,2]} }""");

        Assert.Equal("""{ "required_arg":"test", "extra":1, "nested":{"a":[1,2]} }""", answer.Json.GetProperty("args").GetRawText());
        Assert.False(answer.Json.TryGetProperty("extra", out _));
    }

    [Fact]
    public async Task The_fixed_members_win_over_arguments_of_the_same_name()
    {
        TaskDefinition type = FakeTypes.Define(
            "odd", ("status", JsonValueKind.Number), ("id", JsonValueKind.Number), ("a b", JsonValueKind.Number));
        await using WebServer server = await WebServer.StartAsync(types: [type]);

        Answer answer = await server.PostAsync("/task/new", """{"status":5,"id":6,"a\u0020b":7}""");

        Assert.Equal("waiting", answer.String("status"));
        Assert.Equal(1, answer.Id);
        Assert.Equal(7, answer.Json.GetProperty("a b").GetInt32());
        Assert.Equal(answer.Json.EnumerateObject().Count(), answer.Json.EnumerateObject().DistinctBy(member => member.Name).Count());
    }

    [Theory]
    [InlineData("{}", """{"message":{"required_arg":"You need to inform required_arg"}}""")]
    [InlineData("""{"x":1}""", """{"message":{"required_arg":"You need to inform required_arg"}}""")]
    [InlineData("""{"required_arg":42}""", """{"message":{"required_arg":"required_arg must be a String; got 42"}}""")]
    [InlineData("""{"required_arg":null}""", """{"message":{"required_arg":"required_arg must be a String; got null"}}""")]
    [InlineData("5", """{"message":"args must be an object; got 5"}""")]
    [InlineData("null", """{"message":"args must be an object; got null"}""")]
    [InlineData("[]", """{"message":"args must be an object; got []"}""")]
    public async Task A_wrong_argument_is_named(string body, string expected)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.PostAsync("/task/new", body);

        Assert.Equal(400, (int)answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(expected, answer.Text);
    }

    [Theory]
    [InlineData("""{"required_arg":""", "application/json", 400)]
    [InlineData("", "application/json", 400)]
    [InlineData("""{"required_arg":"a","required_arg":"b"}""", "application/json", 400)]
    [InlineData("""{"required_arg":"a"}""", null, 400)]
    [InlineData("""{"required_arg":"a"}""", "text/plain", 400)]
    [InlineData("""{"required_arg":"a"}""", "application/x-www-form-urlencoded", 400)]
    [InlineData("""{"required_arg":"a"}""", "application/json; charset=latin1", 415)]
    public async Task A_body_that_is_not_json_has_a_message(string body, string? contentType, int status)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.SendAsync("POST", "/task/new", WebServer.Content(body, contentType));

        Assert.Equal(status, (int)answer.Status);
        Assert.NotEmpty(answer.String("message")!);
        Assert.Equal(0, server.Store.Count);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.api+json")]
    public async Task Any_kind_of_json_is_taken_whatever_is_accepted(string contentType)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.SendAsync(
            "POST", "//task/new?ignored=1", WebServer.Content("""{"required_arg":"a"}""", contentType), ("Accept", "text/html"));

        Assert.Equal(200, (int)answer.Status);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("0", "0")]
    [InlineData("000", "0")]
    [InlineData("007", "7")]
    [InlineData("2147483648", "2147483648")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public async Task An_unknown_task_is_not_registered(string id, string named)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.GetAsync($"/task/{id}/view");

        Assert.Equal(404, (int)answer.Status);
        Assert.Equal($$"""{"message":"task id {{named}} is not registered"}""", answer.Text);
    }

    [Theory]
    [InlineData("GET", "/task/abc/view", 404)]
    [InlineData("GET", "/task/-1/view", 404)]
    [InlineData("GET", "/task/1.0/view", 404)]
    [InlineData("GET", "/task", 404)]
    [InlineData("GET", "/task/1", 404)]
    [InlineData("GET", "/task/new", 405)]
    [InlineData("PUT", "/task/new", 405)]
    [InlineData("POST", "/task/1/view", 405)]
    public async Task Every_error_has_a_message(string method, string path, int status)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.SendAsync(method, path, null);

        Assert.Equal(status, (int)answer.Status);
        Assert.NotEmpty(answer.String("message")!);
        Assert.Equal(status == 405, answer.Header("Allow") is not null);
    }

    [Fact]
    public async Task Leading_zeros_are_the_same_task()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(7), "3"u8.ToArray());

        Answer answer = await server.GetAsync("/task/0000000000000000000000007/view");

        Assert.Equal(7, answer.Id);
        Assert.Equal(3, answer.Json.GetProperty("result").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("x").GetInt32());
        Assert.False(answer.Json.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task What_failed_or_was_cancelled_is_done_with_an_error()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Failed(1));
        server.Store.Put(TestTasks.Cancelled(2));

        Answer failed = await server.GetAsync("/task/1/view");
        Answer cancelled = await server.GetAsync("/task/2/view");

        Assert.Equal(("done", "The disk was <full>"), (failed.String("status"), failed.String("error")));
        Assert.Equal(("done", "The task was cancelled."), (cancelled.String("status"), cancelled.String("error")));
        Assert.Equal(JsonValueKind.Null, failed.Json.GetProperty("result").ValueKind);
    }

    [Fact]
    public async Task A_result_is_never_cut()
    {
        await using WebServer server = await WebServer.StartAsync();
        string result = $"[\"{new string('r', 3_000_000)}\"]";
        server.Store.Put(TestTasks.Done(1), Encoding.UTF8.GetBytes(result));

        Answer answer = await server.GetAsync("/task/1/view");
        Answer head = await server.SendAsync("HEAD", "/task/1/view", null);

        Assert.Equal(result, answer.Json.GetProperty("result").GetRawText());
        Assert.Equal(answer.Header("Content-Length"), head.Header("Content-Length"));
    }
}
