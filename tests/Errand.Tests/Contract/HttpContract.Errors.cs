using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The problems of docs/http-api.md, as far as a request alone can bring them about.</summary>
public abstract partial class HttpContract
{
    [Theory]
    [InlineData("/v1/types/add/tasks", """{"x":1,"y":2""")]
    [InlineData("/v1/types/add/tasks", """{"x":1,"x":2,"y":2}""")]
    [InlineData("/v1/types/add/tasks", "")]
    [InlineData("/v1/types/add/tasks?wait=soon", Add)]
    [InlineData("/v1/tasks", """{"type":"add","type":"add","args":{}}""")]
    [InlineData("/v1/tasks", "nonsense")]
    public async Task What_cannot_be_read_is_malformed(string path, string body) =>
        (await Client.PostAsync(path, body)).IsProblem(400, "malformed-request");

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        const string Envelope = """
            {"type":"add","args":{"x":"1","z":2},"priority":101,"maxAttempts":0,"ttl":0.5,"queue":"a b","tags":["ok","not ok"],"nope":1}
            """;

        Answer args = (await Client.PostAsync("/v1/types/add/tasks?priority=101", """{"x":"1","z":2}""")).IsProblem(422, "invalid-args");
        Answer envelope = (await Client.PostAsync("/v1/tasks", Envelope)).IsProblem(422, "invalid-args");
        Answer options = (await Client.PostAsync("/v1/types/add/tasks?maxAttempts=0&delay=-1&nope=1", Add))
            .IsProblem(422, "invalid-options");

        Assert.Equal(["#/args/x type", "#/args/y required", "#/args/z unknown", "#/priority range"], args.Faults());
        Assert.Equal(
            [
                "#/args/x type", "#/args/y required", "#/args/z unknown", "#/maxAttempts range", "#/nope unknown", "#/priority range",
                "#/queue pattern", "#/tags/1 pattern", "#/ttl range",
            ],
            envelope.Faults());
        Assert.Equal(["#/delay range", "#/maxAttempts range", "#/nope unknown"], options.Faults());
    }

    [Fact]
    public async Task Reserved_names_are_refused()
    {
        const string Named = """
            {"type":"add","args":{"x":1,"y":2},"queue":"errand.calls","tags":["errandless","errand."]}
            """;

        Answer envelope = (await Client.PostAsync("/v1/tasks", Named)).IsProblem(422, "invalid-options");
        Answer options = (await Client.PostAsync("/v1/types/add/tasks?queue=errand.calls&tag=errand.x&tag=Errand.x", Add))
            .IsProblem(422, "invalid-options");

        Assert.Equal(["#/queue pattern", "#/tags/1 pattern"], envelope.Faults());
        Assert.Equal(["#/queue pattern", "#/tags/0 pattern"], options.Faults());
    }

    [Fact]
    public async Task An_instant_beyond_the_expiry_is_refused() => Assert.Equal(
        ["#/runAt range"],
        (await Client.PostAsync("/v1/types/add/tasks?runAt=2099-01-01T00:00:00Z", Add)).IsProblem(422, "invalid-options").Faults());

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("9007199254740993")]
    public async Task A_task_that_is_not_there_is_unknown(string id)
    {
        (await Client.GetAsync($"/v1/tasks/{id}")).IsProblem(404, "unknown-task");
        (await Client.GetAsync($"/v1/tasks/{id}?wait=60")).IsProblem(404, "unknown-task");
        (await Client.GetAsync($"/v1/tasks/{id}/result")).IsProblem(404, "unknown-task");
        (await Client.PostAsync($"/v1/tasks/{id}/cancel", null)).IsProblem(404, "unknown-task");
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_nearest_names()
    {
        Answer byRoute = (await Client.PostAsync("/v1/types/ad/tasks", Add)).IsProblem(404, "unknown-type");
        (await Client.PostAsync("/v1/tasks", """{"type":"ad","args":{}}""")).IsProblem(404, "unknown-type");
        (await Client.GetAsync("/v1/types/ad")).IsProblem(404, "unknown-type");

        Assert.Contains("add", byRoute.String("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_not_allowed_is_told_as_a_problem()
    {
        (await Client.GetAsync("/v1/nothing")).IsProblem(404, "not-found");
        Assert.Equal("POST", (await Client.GetAsync("/v1/tasks/1/cancel")).IsProblem(405, null).Header("Allow"));
        (await Client.GetAsync("/v1/types", ("Accept", "text/html"))).IsProblem(406, null);
        (await Client.SendAsync("POST", "/v1/types/add/tasks", WebServer.Content(Add, "text/plain"))).IsProblem(415, null);
        (await Client.PostAsync("/v1/types/echo/tasks", $$"""{"a":"{{new string('x', 1024 * 1024)}}"}""")).IsProblem(413, null);
    }

    [Fact]
    public async Task A_body_of_the_limit_is_stored_and_read_back()
    {
        string args = $$"""{"a":"{{new string('x', (1024 * 1024) - 8)}}"}""";

        Answer submitted = await Client.SubmitAsync("echo", args, "?wait=60");

        Assert.Equal(args, submitted.Raw("args"));
        Assert.Equal(args, (await Client.GetAsync($"/v1/tasks/{submitted.Id}/result")).Text);
    }
}
