namespace Errand.Tests.Web;

public sealed class CorsTests
{
    private const string Frontend = "https://app.example";

    [Theory]
    [InlineData("/ping")]
    [InlineData("/v1/tasks/7")]
    [InlineData("/nope")]
    [InlineData("/task/7/view")]
    public async Task A_page_of_an_allowed_origin_may_read_answers_and_errors(string path)
    {
        await using WebServer server = await WebServer.StartAsync(
            options => options.FrontendUrls = [Frontend + "/", "http://localhost:3000"]);

        Answer answer = await server.GetAsync(path, ("Origin", Frontend));

        Assert.Equal(Frontend, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal(
            "Location, ETag, Link, Retry-After, Preference-Applied, Idempotency-Replayed, traceparent",
            answer.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", answer.Header("Vary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://app.example")]
    [InlineData("https://app.example:8443")]
    [InlineData("https://app.example.evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Another_origin_is_answered_without_leave_to_read(string? origin)
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = [Frontend]);

        Answer answer = await server.GetAsync("/ping", origin is null ? [] : [("Origin", origin)]);

        Assert.Equal(200, (int)answer.Status);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", answer.Header("Vary")); // A cache must not give this answer to the allowed page.
    }

    [Fact]
    public async Task The_origin_of_the_public_address_is_allowed_too()
    {
        await using WebServer server = await WebServer.StartAsync(
            options => options.BackendUrl = new Uri("https://API.example:443/errand"));

        Assert.Equal("https://api.example", (await server.GetAsync("/ping", ("Origin", "https://api.example"))).Header(
            "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_star_allows_every_origin()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = ["*"]);

        Answer answer = await server.GetAsync("/ping", ("Origin", "https://any.example"));

        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Vary"));
    }

    [Fact]
    public async Task Without_a_setting_no_origin_is_allowed()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer answer = await server.GetAsync("/ping", ("Origin", Frontend));

        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Vary"));
    }

    [Fact]
    public async Task A_preflight_of_an_allowed_origin_gets_leave()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = [Frontend]);

        Answer answer = await server.SendAsync(
            "OPTIONS", "/v1/tasks", null, ("Origin", Frontend), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,idempotency-key"));

        Assert.Equal(204, (int)answer.Status);
        Assert.Equal(Frontend, answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("POST", answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("content-type,idempotency-key", answer.Header("Access-Control-Allow-Headers"));
        Assert.Equal("Origin", answer.Header("Vary"));
        Assert.Null(answer.Header("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task A_preflight_of_another_origin_gets_no_leave()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = [Frontend]);

        Answer answer = await server.SendAsync(
            "OPTIONS", "/v1/tasks", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));

        Assert.Equal(204, (int)answer.Status);
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Access-Control-Allow-Methods"));
    }
}
