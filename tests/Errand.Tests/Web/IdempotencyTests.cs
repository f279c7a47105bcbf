namespace Errand.Tests.Web;

public sealed class IdempotencyTests
{
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task The_same_request_with_the_same_key_is_the_same_task()
    {
        await using WebServer server = await WebServer.StartAsync();
        Answer first = await server.PostAsync("/v1/types/add/tasks?tag=a", Args, ("Idempotency-Key", "k1"));
        server.Store.Change(1, task => task with { Status = TaskState.Running, Reason = null, Attempt = 1 });

        Answer bare = await server.PostAsync("/v1/types/add/tasks?tag=a&wait=0", Args, ("Idempotency-Key", "k1"));
        Answer quoted = await server.PostAsync(
            "/v1/tasks", $$"""{"tags":["a"],"args":{{Args}},"type":"add"}""", ("Idempotency-Key", "\"k1\""));

        Assert.Equal(202, (int)first.Status);
        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.All([bare, quoted], replay =>
        {
            Assert.Equal(200, (int)replay.Status);
            Assert.Equal("true", replay.Header("Idempotency-Replayed"));
            Assert.Equal(1, replay.Id);
            Assert.Equal("running", replay.String("status"));
        });
        Assert.Equal(1, server.Store.Count);
    }

    [Theory]
    [InlineData("/v1/types/add/tasks", """{"x":1, "y":2}""")]
    [InlineData("/v1/types/free/tasks", Args)]
    [InlineData("/v1/types/add/tasks?priority=3", Args)]
    [InlineData("/v1/types/add/tasks?tag=a", Args)]
    public async Task Another_request_with_the_same_key_is_refused(string path, string args)
    {
        await using WebServer server = await WebServer.StartAsync();
        await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", "k"));

        (await server.PostAsync(path, args, ("Idempotency-Key", "k"))).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task How_long_the_client_waits_is_not_part_of_the_request()
    {
        await using WebServer server = await WebServer.StartAsync();
        await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", "k"));

        Answer waited = await server.PostAsync(
            "/v1/types/add/tasks?wait=0.01", Args, ("Idempotency-Key", "k"), ("Prefer", "return=minimal"));

        Assert.Equal("""{"id":1,"status":"waiting"}""", waited.Text);
        Assert.Equal("wait=0.01, return=minimal", waited.Header("Preference-Applied"));
    }

    [Fact]
    public async Task Many_submits_with_one_key_at_once_are_one_task()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", "k"))));

        Assert.All(answers, answer => Assert.Equal(1, answer.Id));
        Assert.Single(answers, answer => (int)answer.Status == 202);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"two words\"")]
    [InlineData("\"open")]
    [InlineData("\"\"")]
    public async Task A_key_of_another_shape_is_malformed(string key)
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", key))).IsProblem(400, "malformed-request");
        (await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", new string('k', 256))))
            .IsProblem(400, "malformed-request");
        (await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", "a"), ("Idempotency-Key", "b")))
            .IsProblem(400, "malformed-request");
        Assert.Equal(202, (int)(await server.PostAsync("/v1/types/add/tasks", Args, ("Idempotency-Key", new string('k', 255)))).Status);
    }
}
