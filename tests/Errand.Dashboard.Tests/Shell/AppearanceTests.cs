using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Shell;

/// <summary>How a user wants the pages.</summary>
public sealed class AppearanceTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task Choices_hold_on_every_page()
    {
        await Server.RunAsync("add", new { x = 1, y = 2 });
        Tab tab = await OpenAsync("/settings?tab=appearance");
        await tab.Page.GetByLabel("dark").CheckAsync();
        await tab.Page.GetByLabel("dense").CheckAsync();
        await tab.Page.GetByLabel("in your time zone").CheckAsync();
        await tab.Page.GetByRole(AriaRole.Radio, new() { Name = "off", Exact = true }).CheckAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(tab.Find("#told")).ToHaveTextAsync("Saved for this browser.");

        await tab.GoAsync("/tasks");

        await Expect(tab.Find("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.InRange(await tab.ValueAsync<int>("Math.round(document.querySelector('.list td').getBoundingClientRect().height)"), 28, 30); // Else 36.
        await Expect(tab.Find("td time").First).Not.ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("\\d\\d\\d UTC$"));
        await tab.Page.Keyboard.PressAsync("/");
        await Expect(tab.Find("#search")).Not.ToBeFocusedAsync();
    }
}
