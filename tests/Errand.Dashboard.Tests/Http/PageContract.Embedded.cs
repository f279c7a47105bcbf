using System.Net;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>A result in a frame of another page.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task An_embedded_result_is_the_viewer_alone_with_a_link_to_the_whole_page()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        string path = $"/tasks/{task.Id}/result";

        string text = await TextOfAsync($"{path}?view=1&embed=1");

        Assert.Contains("data-plot", text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{path}?view=1\" target=\"_blank\" rel=\"noopener\">", text, StringComparison.Ordinal);
        foreach (string part in (string[])["<nav class=\"rail\"", "role=\"search\"", "class=\"skip\"", "search.js", "/settings"])
        {
            Assert.DoesNotContain(part, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Links_of_an_embedded_result_stay_in_the_frame_or_open_outside_it()
    {
        TaskView flight = await Server.RunAsync("flight", new { dt = 0.125 });
        TaskView large = await Server.RunAsync("large", new { rows = 2000 });
        TaskView report = await Server.RunAsync("report", new { text = "[away](https://example.org/) ![](data:image/png;base64,AAAA)" });
        string rows = string.Join(',', Enumerable.Range(0, 250).Select(i => $$"""{"n":{{i}},"name":"row {{i}}"}"""));
        TaskView table = await Server.RunAsync("answer", new { json = $"[{rows}]" });
        foreach (TaskView task in (TaskView[])[flight, large, report, table])
        {
            for (int view = 0; view < 6; view++)
            {
                string text = await TextOfAsync($"/tasks/{task.Id}/result?view={view}&embed=1");
                Assert.All(Link().Matches(text).Select(link => link.Value), StaysOrOpensOutside);
            }
        }
    }

    [Fact]
    public async Task Whoever_may_show_a_frame_may_show_all_states_of_a_result_there()
    {
        TaskView done = await Server.RunAsync("add", new { x = 1, y = 2 });
        TaskView failed = await Server.RunAsync("fail", new { error = "singular matrix" });
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        foreach (string id in (string[])[$"{done.Id}", $"{failed.Id}", $"{waiting}", "999999", "x"])
        {
            Answer answer = await Client.GetAsync($"/tasks/{id}/result?embed=1");
            Assert.Equal(
                Forbidding[0].Value.Replace("ancestors 'none'", "ancestors 'self'", StringComparison.Ordinal),
                answer.Header("Content-Security-Policy"));
            Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
            Assert.Equal("require-corp", answer.Header("Cross-Origin-Embedder-Policy"));
            Assert.Null(answer.Header("X-Frame-Options"));
            Assert.Contains("<body class=\"embedded\"", answer.Text, StringComparison.Ordinal);
        }

        Assert.Contains("singular matrix", await TextOfAsync($"/tasks/{failed.Id}/result?embed=1"), StringComparison.Ordinal);
        string page = await TextOfAsync($"/tasks/{waiting}/result?embed=1");
        Assert.Contains("There is no result yet: the task waits.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"badge waiting", page, StringComparison.Ordinal);
        Assert.Contains($"data-live=\"/v1/tasks/{waiting}/events\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?embed=0")]
    [InlineData("?embed=")]
    [InlineData("?embed=yes")]
    [InlineData("")]
    [InlineData("/raw?embed=1")]
    [InlineData("/export.html?embed=1")]
    public async Task Nothing_else_may_stand_in_a_frame(string rest)
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        Answer answer = await Client.GetAsync($"/tasks/{task.Id}/result{rest}");

        Assert.Equal(Forbidding[0].Value, answer.Header("Content-Security-Policy"));
        Assert.DoesNotContain("class=\"embedded\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "'none'", "'self'", "same-origin")]
    [InlineData("https://wiki.example", "https://wiki.example", "'self' https://wiki.example", "cross-origin")]
    [InlineData("'self' https://*.example", "'self' https://*.example", "'self' https://*.example", "cross-origin")]
    public async Task A_setting_says_who_may(string setting, string page, string file, string resource)
    {
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_FRAME_ANCESTORS", setting);
        using var client = new PageClient(PageServer.AddressOf(app));
        TaskView task = await Server.RunAsync("echo", new { file = MediaFiles.Of("text/html", "<p>hello"u8.ToArray()) });

        Answer result = (await client.GetAsync($"/tasks/{task.Id}/result?embed=1")).IsPage();
        Answer raw = await client.GetAsync($"/tasks/{task.Id}/result/raw?at=/file");
        Answer whole = await client.GetAsync($"/tasks/{task.Id}/result");

        Assert.Contains($"frame-ancestors {page};", result.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.EndsWith($"frame-ancestors {file}", raw.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("require-corp", raw.Header("Cross-Origin-Embedder-Policy"));
        Assert.Equal(resource, result.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("same-origin", whole.Header("Cross-Origin-Resource-Policy"));
        Assert.Equal(Forbidding[0].Value, whole.Header("Content-Security-Policy"));
    }

    private static void StaysOrOpensOutside(string link)
    {
        bool isFile = link.Contains(" download", StringComparison.Ordinal);
        bool isOutside = link.Contains("target=\"_blank\"", StringComparison.Ordinal) && Rel().IsMatch(link);
        bool stays = WebUtility.HtmlDecode(link).Contains("&embed=1\"", StringComparison.Ordinal);
        Assert.True(isFile || isOutside || stays, link);
    }

    [GeneratedRegex("<a [^>]*>")]
    private static partial Regex Link();

    [GeneratedRegex("rel=\"(noopener|noreferrer)\"")]
    private static partial Regex Rel();
}
