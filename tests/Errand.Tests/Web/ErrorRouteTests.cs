
namespace Errand.Tests.Web;

/// <summary>What is answered where no route is.</summary>
public sealed class ErrorRouteTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nope")]
    [InlineData("/v1")]
    [InlineData("/v1/tasks/1/2/3")]
    public async Task An_unknown_address_is_not_found(string path)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = (await server.GetAsync(path)).IsProblem(404, "not-found");

        Assert.Equal(path, answer.String("instance"));
    }

    [Theory]
    [InlineData("DELETE", "/v1/tasks", "GET, HEAD, POST")]
    [InlineData("PUT", "/v1/tasks/1", "DELETE, GET, HEAD")]
    [InlineData("POST", "/v1/tasks/1/result", "GET, HEAD")]
    [InlineData("GET", "/v1/tasks/1/cancel", "POST")]
    [InlineData("GET", "/v1/types/add/tasks", "POST")]
    [InlineData("POST", "/v1/types", "GET, HEAD")]
    [InlineData("POST", "/ping", "GET, HEAD")]
    [InlineData("OPTIONS", "/health/live", "GET, HEAD")]
    public async Task A_wrong_method_is_answered_with_those_that_are_right(string method, string path, string allow)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = (await server.SendAsync(method, path, null)).IsProblem(405, null);

        Assert.Equal(allow, answer.Header("Allow"));
    }

    [Fact]
    public async Task Routes_answer_their_errors_in_any_program()
    {
        await using WebServer server = await WebServer.StartAsync(alone: false);
        server.Store.ReadFailure = new StoreUnavailableException("gone");

        (await server.PostAsync("/v1/tasks", "{")).IsProblem(400, "malformed-request");
        (await server.GetAsync("/v1/tasks/1")).IsProblem(503, "store-unavailable");
        Assert.Empty((await server.GetAsync("/nope")).Bytes);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-")]
    [InlineData("nonsense", "00-")]
    [InlineData(null, "00-")]
    public async Task An_error_tells_the_trace_it_belongs_to(string? sent, string begins)
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = (await server.GetAsync("/v1/tasks/7", sent is null ? [] : [("traceparent", sent)])).IsProblem(404, "unknown-task");

        Assert.StartsWith(begins, answer.String("traceId")!, StringComparison.Ordinal);
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".Length, answer.String("traceId")!.Length);
    }

    [Fact]
    public async Task The_log_has_an_error_under_the_same_trace()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.ReadFailure = new StoreUnavailableException("gone");

        Answer answer = (await server.GetAsync("/v1/tasks/7")).IsProblem(503, "store-unavailable");

        Assert.Contains(server.Log.Lines, line => line.Message.Contains(answer.String("traceId")!, StringComparison.Ordinal));
    }
}
