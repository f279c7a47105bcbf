using System.Net;
using System.Text.RegularExpressions;

namespace Errand.Tests.Web.OpenApi;

/// <summary><c>/docs</c> on the wire; tests/Errand.Dashboard.Tests shows it in a browser.</summary>
public sealed partial class ReferencePageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/jobs")]
    public async Task The_page_allows_only_what_comes_with_the_server(string prefix)
    {
        await using WebServer server = await WebServer.StartAsync(map: app => app.MapErrand(prefix));

        Answer page = await server.GetAsync($"{prefix}/docs/");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.ContentType!.Split(';')[0]));
        string nonce = Nonce().Match(page.Text).Groups[1].Value;
        string policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith($"default-src 'none'; script-src 'self' 'nonce-{WebUtility.HtmlDecode(nonce)}'; ", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Contains($"{prefix}/openapi.json".TrimStart('/'), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text.Replace("https:\\/\\/", "https://", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_page_has_a_nonce_of_its_own()
    {
        await using WebServer server = await WebServer.StartAsync();

        Assert.NotEqual(
            (await server.GetAsync("/docs/")).Header("Content-Security-Policy"),
            (await server.GetAsync("/docs/")).Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Everything_that_would_call_somebody_is_off()
    {
        await using WebServer server = await WebServer.StartAsync();

        string page = (await server.GetAsync("/docs/")).Text;

        Assert.Contains("\"telemetry\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"withDefaultFonts\":false", page, StringComparison.Ordinal);
        Assert.Contains("\"showDeveloperTools\":\"never\"", page, StringComparison.Ordinal);
        Assert.Contains("\"hideClientButton\":true", page, StringComparison.Ordinal);
        Assert.Matches("\"agent\":\\{[^}]*\"disabled\":true", page);
        Assert.Matches("\"mcp\":\\{[^}]*\"disabled\":true", page);
        Assert.DoesNotContain("proxyUrl", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/docs", "docs/")]
    [InlineData("/jobs/docs", "docs/")]
    public async Task Without_its_slash_the_page_is_one_step_further(string path, string location)
    {
        await using WebServer server = await WebServer.StartAsync(map: app =>
        {
            app.MapErrand();
            app.MapErrand("/jobs");
        });

        Answer answer = await server.GetAsync(path);

        Assert.Equal((302, location), ((int)answer.Status, answer.Header("Location")));
    }

    [Fact]
    public async Task The_script_is_there_and_nothing_else()
    {
        await using WebServer server = await WebServer.StartAsync();

        Answer script = await server.GetAsync("/docs/scalar.js");
        Assert.Equal("text/javascript", script.ContentType!.Split(';')[0]);
        Assert.Equal("nosniff", script.Header("X-Content-Type-Options"));
        Assert.True(script.Bytes.Length > 1_000_000);
        Assert.Equal(304, (int)(await server.GetAsync("/docs/scalar.js", ("If-None-Match", script.Header("ETag")!))).Status);
        (await server.GetAsync("/docs/nothing.js")).IsProblem(404, ProblemSlug.NotFound);
        (await server.GetAsync("/docs/%7BdocumentName%3F%7D")).IsProblem(404, ProblemSlug.NotFound);
    }

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
