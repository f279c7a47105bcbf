using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Web;

/// <summary>What pages of other sites may not do.</summary>
public sealed class OriginRuleTests
{
    private const string Evil = "https://evil.example";
    private const string Submit = "/v1/types/add/tasks";
    private const string Args = """{"x":1,"y":2}""";

    [Fact]
    public async Task Every_route_that_changes_something_refuses_a_page_of_another_site()
    {
        List<RouteEndpoint> routes = [];
        await using WebServer server = await WebServer.StartAsync(more: app =>
            routes.AddRange(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()));
        server.Store.Put(TestTasks.Waiting(1));

        int refused = 0;
        foreach (RouteEndpoint route in routes)
        {
            string method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
            string path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(part => part.IsSimple && part.Parts[0].IsLiteral
                ? ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part.Parts[0]).Content : "1"));
            // The stream of a task that waits does not end.
            string sent = path.EndsWith("/events", StringComparison.Ordinal) ? "HEAD" : method;
            Answer answer = await server.SendAsync(sent, path, null, ("Origin", Evil), ("Sec-Fetch-Site", "cross-site"));
            if (method == "GET")
            {
                Assert.NotEqual(403, (int)answer.Status);
                continue;
            }

            refused++;
            Assert.Equal(403, (int)answer.Status);
            if (path.StartsWith("/task/", StringComparison.Ordinal))
            {
                Assert.Contains("FRONTEND_URL", answer.String("message"), StringComparison.Ordinal);
            }
            else
            {
                Assert.Contains("FRONTEND_URL", answer.IsProblem(403, "cross-origin").String("detail"), StringComparison.Ordinal);
            }
        }

        Assert.Equal(15, refused);
        Assert.Equal(
            (TaskState.Waiting, 1),
            ((await server.Store.FindAsync(new TaskId(1), 0, TestContext.Current.CancellationToken))!.Status, server.Store.Count));
    }

    [Theory]
    [InlineData("same-origin")]
    [InlineData("none")]
    [InlineData("same-origin", Evil)] // The browser compared; this side cannot do better.
    public async Task A_page_of_the_servers_own_and_its_user_pass(string site, string? origin = null) =>
        Assert.True(await PassesAsync(null, [("Sec-Fetch-Site", site), .. Origin(origin)]));

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("cross-origin")]
    [InlineData("Same-Origin")]
    [InlineData("same-origin, cross-site")]
    [InlineData("")]
    public async Task Whatever_else_a_browser_says_is_refused(string site)
    {
        Assert.False(await PassesAsync(null, ("Sec-Fetch-Site", site)));
        Assert.False(await PassesAsync(null, ("Sec-Fetch-Site", site), ("Origin", "null")));
        Assert.False(await PassesAsync(null, ("Sec-Fetch-Site", site), ("Origin", Evil)));
    }

    [Theory]
    [InlineData("http://{0}")]
    [InlineData("https://{0}")] // A proxy may speak TLS for us.
    [InlineData("HTTP://{0}")]
    [InlineData("http://tasks.example", "tasks.example")]
    [InlineData("http://TASKS.example:80", "tasks.Example")]
    [InlineData("http://tasks.example", "tasks.example:80")]
    [InlineData("https://tasks.example", "tasks.example")]
    [InlineData("https://tasks.example", "tasks.example:443")]
    [InlineData("https://tasks.example:443", "tasks.example")]
    [InlineData("https://tasks.example:8443", "tasks.example:8443")]
    [InlineData("http://xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("http://[::1]:5000", "[::1]:5000")]
    [InlineData("http://[::1]", "[0:0:0:0:0:0:0:1]:80")]
    [InlineData("http://tasks.example.", "tasks.example.")]
    public async Task Without_that_an_origin_of_the_requests_host_and_port_passes(string origin, string? host = null) =>
        Assert.True(await PassesAsync(host, ("Origin", origin)));

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(Evil)]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost:{1}")]
    [InlineData("http://{0}.evil.example")]
    [InlineData("http://{0}@evil.example")]
    [InlineData("http://evil.example@{0}")]
    [InlineData("http://evil.example/{0}")]
    [InlineData("http://evil.example\\{0}")]
    [InlineData("http://{0}/")]
    [InlineData("{0}")]
    [InlineData("file://")]
    [InlineData("capacitor://tasks.example", "tasks.example")]
    [InlineData("chrome-extension://{0}")]
    [InlineData("http://tasks.example:8080", "tasks.example")]
    [InlineData("https://tasks.example", "tasks.example:80")]
    [InlineData("http://tasks.example", "tasks.example:443")]
    [InlineData("http://tasks.example", "tasks.example.")]
    [InlineData("http://xn--bcher-kva.example", "bucher.example")]
    [InlineData("http://[::1]:5000", "[::2]:5000")]
    [InlineData("http://{0}, http://{0}")]
    public async Task And_any_other_origin_is_refused(string origin, string? host = null) =>
        Assert.False(await PassesAsync(host, ("Origin", origin)));

    [Fact]
    public async Task Several_origins_are_none()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = ["*"]);

        string answer = await server.SendRawAsync(
            $"POST {Submit} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nOrigin: http://{server.Address.Authority}\r\nOrigin: {Evil}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Args.Length}\r\nConnection: close\r\n\r\n{Args}");

        Assert.Contains("urn:errand:problem/cross-origin", answer, StringComparison.Ordinal);
        Assert.Equal(0, server.Store.Count);
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("HTTPS://APP.example:443", true)]
    [InlineData("https://xn--bcher-kva.example", true)]
    [InlineData("https://api.example", true)]
    [InlineData("https://api.example:8443", false)]
    [InlineData("http://app.example", false)]
    [InlineData("https://app.example.evil.example", false)]
    [InlineData("null", false)]
    public async Task A_page_of_an_allowed_origin_passes(string origin, bool passes)
    {
        await using WebServer server = await WebServer.StartAsync(options =>
        {
            options.FrontendUrls = ["https://app.example/", "https://b\u00fccher.example"];
            options.BackendUrl = new Uri("https://API.example/errand");
        });

        Answer answer = await server.PostAsync(Submit, Args, ("Origin", origin), ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(passes ? 202 : 403, (int)answer.Status);
        Assert.Equal(passes ? origin : null, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal(passes ? 1 : 0, server.Store.Count);
    }

    [Fact]
    public async Task A_star_lets_every_origin_pass_but_not_a_page_without_one()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.FrontendUrls = ["*"]);

        Assert.Equal(202, (int)(await server.PostAsync(Submit, Args, ("Origin", Evil), ("Sec-Fetch-Site", "cross-site"))).Status);
        (await server.PostAsync(Submit, Args, ("Sec-Fetch-Site", "cross-site"))).IsProblem(403, "cross-origin");
    }

    [Theory]
    [InlineData("Authorization", "Bearer abc", true)]
    [InlineData("Authorization", "bearer abc", true)]
    [InlineData("Authorization", "Bearer", true)]
    [InlineData("X-Api-Key", "abc", true)]
    [InlineData("Authorization", "Basic YTpi", false)] // A browser sends it unasked.
    [InlineData("Authorization", "Bearerish abc", false)]
    [InlineData("Cookie", "Authorization=Bearer", false)]
    public async Task A_request_with_a_key_is_not_a_pages(string name, string value, bool passes) =>
        Assert.Equal(passes, await PassesAsync(null, (name, value), ("Origin", Evil), ("Sec-Fetch-Site", "cross-site")));

    [Fact]
    public async Task The_body_is_not_waited_for()
    {
        await using WebServer server = await WebServer.StartAsync();
        using System.Net.Sockets.TcpClient client = await server.ConnectAsync();

        await client.GetStream().WriteAsync(
            System.Text.Encoding.ASCII.GetBytes(
                $"POST {Submit} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nOrigin: {Evil}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        Assert.Equal("HTTP/1.1 403 Forbidden", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_rule_holds_inside_another_program()
    {
        await using WebServer server = await WebServer.StartAsync(alone: false);

        (await server.PostAsync(Submit, Args, ("Origin", Evil))).IsProblem(403, "cross-origin");
        Assert.Equal(403, (int)(await server.PostAsync("/task/new", Args, ("Origin", Evil))).Status);
        Assert.Equal(0, server.Store.Count);
    }

    private static (string, string)[] Origin(string? origin) => origin is null ? [] : [("Origin", origin)];

    /// <summary>Whether a submit with these headers is let in; what is refused is not stored.</summary>
    private static async Task<bool> PassesAsync(string? host, params (string Name, string Value)[] headers)
    {
        await using WebServer server = await WebServer.StartAsync(options => options.AllowedHosts = ["*"]);
        string authority = host ?? server.Address.Authority;
        IEnumerable<string> lines = headers.Select(header =>
            $"{header.Name}: {header.Value.Replace("{0}", authority, StringComparison.Ordinal).Replace("{1}", $"{server.Address.Port}", StringComparison.Ordinal)}\r\n");

        string answer = await server.SendRawAsync(
            $"POST {Submit} HTTP/1.1\r\nHost: {authority}\r\n{string.Concat(lines)}Content-Type: application/json\r\n"
            + $"Content-Length: {Args.Length}\r\nConnection: close\r\n\r\n{Args}");

        bool isDone = answer.StartsWith("HTTP/1.1 202 ", StringComparison.Ordinal);
        bool passes = isDone || answer.Contains("urn:errand:problem/unauthenticated", StringComparison.Ordinal); // Its key is wrong.
        Assert.True(passes || answer.Contains("urn:errand:problem/cross-origin", StringComparison.Ordinal), answer);
        Assert.Equal(isDone ? 1 : 0, server.Store.Count);
        return passes;
    }
}
