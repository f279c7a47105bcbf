using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A page that looks again while the user goes elsewhere shows where the user is.</summary>
public sealed class LateAnswerTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task An_answer_of_the_view_before_is_not_shown()
    {
        TaskView task = await Server.RunAsync("spiral", new { rows = 300 });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=2");
        var asked = new TaskCompletionSource<IRoute>();
        await tab.Page.RouteAsync("**/result?view=2", route => Task.FromResult(asked.TrySetResult(route)));
        await tab.RunAsync("void (globalThis.looking = errand.refresh().then(() => null))");
        IRoute late = await asked.Task;

        await tab.Find("a[href*='view=1']").ClickAsync();
        await Expect(tab.Find("[data-drawn] .u-wrap")).ToHaveCountAsync(1);
        await late.ContinueAsync();
        await tab.ValueAsync<object?>("globalThis.looking");

        await Expect(tab.Find("[data-drawn] .u-wrap")).ToHaveCountAsync(1);
        await Expect(tab.Find("a[href*='view=1'][aria-current]")).ToHaveCountAsync(1);
    }
}
