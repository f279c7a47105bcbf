using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>Results in frames of pages of another site.</summary>
public sealed class EmbeddedTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    /// <summary>What the browser says when a page may not be in a frame.</summary>
    private const string Refusal = "frame-ancestors";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_site_that_may_shows_a_plot_and_all_other_views_in_a_frame(bool isIsolated)
    {
        await using OtherSite site = await OtherSite.StartAsync();
        site.IsIsolated = isIsolated;
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_FRAME_ANCESTORS", site.Origin);
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        (Tab tab, IFrame frame) = await FrameAsync(site, PageServer.AddressOf(app), $"/tasks/{task.Id}/result?embed=1");

        await frame.Locator("[data-drawn]").WaitForAsync();
        await frame.GetByText("JSON", new() { Exact = true }).Last.ClickAsync();
        await frame.Locator("nav[aria-label='Views of the result'] [aria-current]:has-text('JSON')").WaitForAsync();
        Assert.EndsWith("view=4&embed=1", frame.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Faults);
        tab.Expect("It opened another window.");
        IPage whole = await tab.Page.RunAndWaitForPopupAsync(() => frame.Locator(".embedded-head a").ClickAsync());
        await whole.Locator(".rail").WaitForAsync();
        Assert.EndsWith($"/tasks/{task.Id}/result?view=4", whole.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_frame_shows_in_a_frame_of_its_own_is_shown_there_too(bool isIsolated)
    {
        await using OtherSite site = await OtherSite.StartAsync();
        site.IsIsolated = isIsolated;
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_FRAME_ANCESTORS", site.Origin);
        TaskView task = await Server.RunAsync("echo", new { page = MediaFiles.Of("text/html", "<p id=hello>hello") });
        (_, IFrame frame) = await FrameAsync(site, PageServer.AddressOf(app), $"/tasks/{task.Id}/result?embed=1");

        await frame.FrameLocator("iframe").Locator("#hello").WaitForAsync();
    }

    [Fact]
    public async Task A_result_that_comes_later_is_shown_in_the_frame_by_itself()
    {
        await using OtherSite site = await OtherSite.StartAsync();
        ErrandApp app = await Server.StartAsync("web", "--ERRAND_FRAME_ANCESTORS", site.Origin);
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);
        (Tab tab, IFrame frame) = await FrameAsync(site, PageServer.AddressOf(app), $"/tasks/{id}/result?embed=1");
        await frame.GetByText("There is no result yet: the task runs.").WaitForAsync();

        tab.Expect("net::ERR_ABORTED"); // The frame is loaded again, with what the result needs.
        gate.Open();
        await frame.Locator("#result-text").WaitForAsync();
    }

    [Fact]
    public async Task A_site_that_may_not_shows_nothing()
    {
        await using OtherSite site = await OtherSite.StartAsync();
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        Tab tab = await NewTabAsync(site, Server.Address, $"/tasks/{task.Id}/result?embed=1");
        tab.Expect(Refusal);
        tab.Expect("net::ERR_BLOCKED_BY_RESPONSE");

        await tab.Page.RunAndWaitForConsoleMessageAsync(
            () => tab.GoAsync("/"), new() { Predicate = message => message.Text.Contains(Refusal, StringComparison.Ordinal) });

        Assert.Equal("", Assert.Single(tab.Page.Frames.Skip(1)).Url);
    }

    [Fact]
    public async Task Pages_of_this_server_may_show_its_results()
    {
        TaskView task = await Server.RunAsync("flight", new { dt = 0.125 });
        Tab tab = await OpenAsync("/tasks");
        await tab.RunAsync(
            $$"""
            const frame = document.createElement("iframe");
            frame.src = "/tasks/{{task.Id}}/result?embed=1";
            document.body.append(frame);
            """);

        await tab.Page.FrameLocator("iframe").Locator("[data-drawn]").WaitForAsync();
    }

    private async Task<(Tab Tab, IFrame Frame)> FrameAsync(OtherSite site, Uri server, string path)
    {
        Tab tab = await NewTabAsync(site, server, path);
        await tab.GoAsync("/");
        IFrame? frame = await (await tab.Find("iframe").ElementHandleAsync()).ContentFrameAsync();
        return (tab, frame!);
    }

    private async Task<Tab> NewTabAsync(OtherSite site, Uri server, string path)
    {
        site.Body = $"<iframe title=\"A result\" width=\"800\" height=\"480\" src=\"{new Uri(server, path)}\"></iframe>";
        Tab tab = await NewTabAsync(address: new Uri(site.Origin));
        tab.Expect($"A request to another server: {server}");
        return tab;
    }
}
