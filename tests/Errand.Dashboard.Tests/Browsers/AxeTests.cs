using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Browsers;

public sealed class AxeTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task What_is_wrong_with_a_page_is_found()
    {
        Tab tab = await OpenAsync("/tasks");
        Assert.Empty(await Axe.FaultsAsync(tab));
        await tab.RunAsync(
            """
            const box = document.createElement("p");
            box.append(document.createElement("input"), "pale");
            document.styleSheets[0].insertRule(".pale { color: #ddd; background: #fff }", 0);
            box.className = "pale";
            document.getElementById("main").prepend(box);
            """);

        Assert.Equal(["color-contrast", "label"], await FaultsAsync(tab));
        Assert.Equal(["color-contrast"], await FaultsAsync(tab, only: ["color-contrast"]));
        Assert.Equal(["label"], await FaultsAsync(tab, without: ["color-contrast"]));
    }

    private static async Task<string[]> FaultsAsync(Tab tab, string[]? only = null, string[]? without = null) =>
        [.. (await Axe.FaultsAsync(tab, only, without)).Select(fault => fault.Split(':')[0]).Order(StringComparer.Ordinal)];
}
