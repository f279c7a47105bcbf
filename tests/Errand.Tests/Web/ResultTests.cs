using System.Text;
using Errand.Storage;

namespace Errand.Tests.Web;

public sealed class ResultTests
{
    [Fact]
    public async Task A_result_of_any_size_is_sent_as_it_is_stored()
    {
        await using WebServer server = await WebServer.StartAsync();
        byte[] result = Encoding.UTF8.GetBytes($"[ \"{new string('é', 2_000_000)}\" ]");
        server.Store.Put(TestTasks.Done(1), result);

        Answer answer = await server.GetAsync("/v1/tasks/1/result");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.True(result.AsSpan().SequenceEqual(answer.Bytes));
    }

    [Fact]
    public async Task A_result_that_is_not_there_yet_is_to_be_asked_for_again()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Running(1));

        Answer answer = (await server.GetAsync("/v1/tasks/1/result")).IsProblem(404, "result-not-ready");

        Assert.Equal("1", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task A_task_that_failed_answers_its_failure()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Failed(1));
        server.Store.Put(TestTasks.Cancelled(2));

        Answer failed = (await server.GetAsync("/v1/tasks/1/result")).IsProblem(422, "task-not-succeeded");
        Answer cancelled = (await server.GetAsync("/v1/tasks/2/result")).IsProblem(422, "task-not-succeeded");

        Assert.Equal("The disk was <full>", failed.String("detail"));
        Assert.Equal("permanent", failed.Json.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal("cancelled", cancelled.String("outcome"));
    }

    [Fact]
    public async Task A_result_that_breaks_off_is_not_taken_for_a_whole_one()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), new byte[1_000_000]);
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync(new byte[10_000], TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync(new StoreUnavailableException("gone"));
        server.Store.ResultStream = pipe.Reader.AsStream();

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/v1/tasks/1/result"));
        Assert.Equal([1002], server.Log.Ids);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_result_that_breaks_off_is_not_taken_for_a_whole_one(string coding)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), new byte[1_000_000]);
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync(new byte[10_000], TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync(new StoreUnavailableException("gone"));
        server.Store.ResultStream = pipe.Reader.AsStream();

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/v1/tasks/1/result", ("Accept-Encoding", coding)));
    }

    [Fact]
    public async Task A_result_that_the_client_has_is_not_read()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());
        string tag = (await server.GetAsync("/v1/tasks/1/result")).Header("ETag")!;
        server.Store.ResultStream = new MemoryStream(); // Disposed of once it was opened.

        Assert.Equal(304, (int)(await server.GetAsync("/v1/tasks/1/result", ("If-None-Match", tag))).Status);
        Assert.True(server.Store.ResultStream.CanRead);
    }

    [Fact]
    public async Task A_task_that_is_retried_has_a_result_with_another_tag()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());
        string first = (await server.GetAsync("/v1/tasks/1/result")).Header("ETag")!;
        server.Store.Change(1, task => task with { Attempt = task.Attempt + 1 });

        Assert.NotEqual(first, (await server.GetAsync("/v1/tasks/1/result")).Header("ETag"));
    }

    [Fact]
    public async Task Only_json_can_be_asked_for_yet()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "3"u8.ToArray());

        (await server.GetAsync("/v1/tasks/1/result", ("Accept", "text/csv"))).IsProblem(406, null);
    }
}
