using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Errand.Tests.Web;

/// <summary>Which host names a request may have.</summary>
public sealed class HostRuleTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5000")]
    [InlineData("localhost.:5000")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:5000")]
    [InlineData("")]
    public async Task On_loopback_its_names_are_the_servers(string host)
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(server, "/ping", host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5000")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("evillocalhost")]
    [InlineData("127.0.0.2")]
    [InlineData("0.0.0.0")]
    [InlineData("[::2]")]
    [InlineData("xn--lcalhost-n0d")]
    public async Task And_any_other_is_not(string host)
    {
        await using WebServer server = await WebServer.StartAsync();

        foreach (string path in new[] { "/ping", "/v1/types", "/nope", "/" })
        {
            string answer = await GetAsync(server, path, host);
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
            Assert.Contains("urn:errand:problem/wrong-host", answer, StringComparison.Ordinal);
            Assert.Contains("ALLOWED_HOSTS", answer, StringComparison.Ordinal);
        }

        string flask = await GetAsync(server, "//task/1/view", host);
        Assert.StartsWith("HTTP/1.1 400 ", flask, StringComparison.Ordinal);
        Assert.Contains("""{"message":"The server""", flask, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_stored_under_a_wrong_name()
    {
        await using WebServer server = await WebServer.StartAsync();

        (await server.PostAsync("/v1/types/add/tasks", """{"x":1,"y":2}""", ("Host", "evil.example"))).IsProblem(400, "wrong-host");

        Assert.Equal(0, server.Store.Count);
    }

    [Fact]
    public async Task What_the_settings_name_is_the_servers_too()
    {
        await using WebServer server = await WebServer.StartAsync(options =>
        {
            options.AllowedHosts = ["tasks.example", "*.inner.example", "xn--bcher-kva.example"];
            options.BackendUrl = new Uri("https://B\u00fccher.example/errand");
        });

        foreach (string host in new[] { "tasks.example", "a.b.inner.example:80", "xn--bcher-kva.example", "localhost", "TASKS.example." })
        {
            Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(server, "/ping", host), StringComparison.Ordinal);
        }

        Assert.StartsWith("HTTP/1.1 400 ", await GetAsync(server, "/ping", "inner.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await GetAsync(server, "/ping", "x.tasks.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_is_every_name()
    {
        await using WebServer server = await WebServer.StartAsync(options => options.AllowedHosts = ["*"]);

        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(server, "/ping", "evil.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_other_addresses_only_a_setting_limits_the_names()
    {
        await using WebServer open = await WebServer.StartAsync(urls: "http://127.0.0.1:0;http://0.0.0.0:0");
        await using WebServer limited = await WebServer.StartAsync(
            urls: "http://0.0.0.0:0", configure: options =>
            {
                options.AllowedHosts = ["tasks.example"];
                options.BackendUrl = new Uri("https://api.example");
            });

        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(open, "/ping", "any.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(limited, "/ping", "tasks.example:8080"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(limited, "/ping", "api.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await GetAsync(limited, "/ping", "any.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_is_a_file_neither_needs_the_rule_nor_lifts_it()
    {
        string socket = Path.Combine(Path.GetTempPath(), $"errand-{Guid.NewGuid():N}.sock");
        await using WebServer both = await WebServer.StartAsync(urls: $"http://127.0.0.1:0;http://unix:{socket}");

        Assert.StartsWith("HTTP/1.1 400 ", await GetAsync(both, "/ping", "evil.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_loopback_that_is_listened_on_is_the_servers()
    {
        await using WebServer server = await WebServer.StartAsync(urls: "http://127.0.0.2:0");

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/ping")).Status);
    }

    [Fact]
    public async Task The_oldest_clients_name_none_and_a_whole_address_counts_as_the_name()
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.StartsWith("HTTP/1.1 200 ", await server.SendRawAsync("GET /ping HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        string whole = await server.SendRawAsync(
            "GET http://evil.example/ping HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        Assert.Contains("wrong-host", whole, StringComparison.Ordinal);
        string mixed = await server.SendRawAsync("GET http://localhost/ping HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", mixed, StringComparison.Ordinal);
        string odd = await server.SendRawAsync("GET /ping HTTP/1.1\r\nHost: localhost:abc\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", odd, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_another_program_the_names_are_that_programs_affair()
    {
        await using WebServer server = await WebServer.StartAsync(alone: false, more: app => app.MapGet("/mine", () => "my own"));

        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(server, "/ping", "any.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await GetAsync(server, "/mine", "any.example"), StringComparison.Ordinal);
    }

    private static Task<string> GetAsync(WebServer server, string path, string host) =>
        server.SendRawAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
}
