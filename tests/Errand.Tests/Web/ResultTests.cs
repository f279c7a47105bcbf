using System.Text;
using Errand.Results;
using Errand.Tests.Hosting;
using Errand.Tests.Results;

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

    [Theory]
    [InlineData("?select=/0")]
    [InlineData("?format=csv")]
    [InlineData("?format=npy")]
    [InlineData("?offset=0&limit=1")]
    [InlineData("/shape")]
    [InlineData("/series?y=/0")]
    [InlineData("/matrix")]
    [InlineData("/table")]
    public async Task Neither_is_it_for_a_part_or_a_look(string query)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[[3,4]]"u8.ToArray());
        string tag = (await server.GetAsync($"/v1/tasks/1/result{query}")).Header("ETag")!;
        server.Store.ResultStream = new MemoryStream(); // Disposed of once it was opened.

        Answer same = await server.GetAsync($"/v1/tasks/1/result{query}", ("If-None-Match", tag));

        Assert.Equal((304, tag, "no-cache, private", 0), ((int)same.Status, same.Header("ETag"), same.Header("Cache-Control"), same.Bytes.Length));
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

    [Theory]
    [InlineData("text/csv", "text/csv; charset=utf-8")]
    [InlineData("text/csv, application/json", "application/json")]
    [InlineData("text/csv, application/json;q=0.9", "text/csv; charset=utf-8")]
    [InlineData("text/csv;q=0.9, application/json;q=0.8", "text/csv; charset=utf-8")]
    [InlineData("text/csv, */*", "text/csv; charset=utf-8")]
    [InlineData("text/csv;q=0.5, */*", "application/json")]
    [InlineData("text/csv;q=0, */*", "application/json")]
    [InlineData("text/*", "text/csv; charset=utf-8")]
    [InlineData("*/*", "application/json")]
    public async Task A_table_is_answered_to_those_who_prefer_it(string accept, string type)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        Assert.Equal(type, (await server.GetAsync("/v1/tasks/1/result", ("Accept", accept))).ContentType);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/csv;q=0")]
    [InlineData("image/png, application/xml")]
    public async Task Other_forms_are_not_to_be_had(string accept)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        Assert.Equal(
            "The answer is application/json or text/csv or application/octet-stream, which the Accept header excludes.",
            (await server.GetAsync("/v1/tasks/1/result", ("Accept", accept))).IsProblem(406, null).String("detail"));
    }

    [Fact]
    public async Task An_array_of_NumPy_is_to_be_had_by_its_name_only()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        (string, string) accept = ("Accept", "application/octet-stream");
        (await server.GetAsync("/v1/tasks/1/result", accept)).IsProblem(406, null);
        Assert.Equal("application/octet-stream", (await server.GetAsync("/v1/tasks/1/result?format=npy", accept)).ContentType);
    }

    [Fact]
    public async Task Passes_that_the_server_has_no_room_for_are_refused_and_whole_results_are_not()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        server.Store.ResultStream = new HeldStream();
        using var leave = new CancellationTokenSource();
        Task<HttpResponseMessage>[] asking =
        [
            .. Enumerable.Range(0, PassPatience.OfServer.MostOpen + 1)
                .Select(_ => server.Client.GetAsync("/v1/tasks/1/result?select=/0", leave.Token)),
        ];

        // All others wait.
        using HttpResponseMessage first = await await Task.WhenAny(asking).Soon();
        Answer refused = (await Answer.OfAsync(first)).IsProblem(503, "overloaded");
        foreach (string query in new[] { "?format=csv", "?format=npy", "/shape", "/series?y=", "/matrix", "/table" })
        {
            Assert.NotNull((await server.GetAsync($"/v1/tasks/1/result{query}")).IsProblem(503, "overloaded").Header("Retry-After"));
        }

        server.Store.ResultStream = null;
        Answer whole = await server.GetAsync("/v1/tasks/1/result");
        await leave.CancelAsync();
        Answer part;
        long start = TimeProvider.System.GetTimestamp();
        do
        {
            part = await server.GetAsync("/v1/tasks/1/result?select=/0");
        }
        while (part.Text != "3" && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30));

        Assert.InRange(int.Parse(refused.Header("Retry-After")!, null), 1, 5);
        Assert.Equal(("[3]", "3"), (whole.Text, part.Text));
    }

    [Fact]
    public async Task A_part_that_breaks_off_is_not_taken_for_a_whole_one()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        server.Store.ResultStream = new BrokenStream(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 100_000))}"));

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/v1/tasks/1/result?select=/*"));
        Assert.Equal([1002], server.Log.Ids);
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_at_all_is_a_problem()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1), "[3]"u8.ToArray());
        server.Store.ResultStream = new BrokenStream("[1,2"u8.ToArray());

        (await server.GetAsync("/v1/tasks/1/result?select=/*")).IsProblem(503, "store-unavailable");
    }

    /// <summary>Its end cannot be read.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and int count ? count : throw new StoreUnavailableException("gone");
    }
}
