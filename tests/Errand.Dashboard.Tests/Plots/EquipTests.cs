using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A page that shows its first plot loads the scripts for it, and stays the page that it is.</summary>
public sealed class EquipTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Fact]
    public async Task A_plot_that_is_chosen_gets_its_scripts_in_place()
    {
        TaskView task = await Server.RunAsync("spiral", new { rows = 300 });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=2");
        await MarkAsync(tab);

        await tab.Find("a[href*='view=0']").ClickAsync();

        await Expect(tab.Find("[data-drawn] .path3d-stage")).ToHaveCountAsync(1);
        await tab.Find("a[href*='view=1']").ClickAsync();
        await Expect(tab.Find("[data-drawn] .u-wrap")).ToHaveCountAsync(1);
        Assert.True(await IsMarkedAsync(tab));
        string[] files = await tab.ValueAsync<string[]>("[...document.querySelectorAll('script')].map((script) => script.src)");
        Assert.Equal(files.Distinct(), files);
    }

    [Fact]
    public async Task A_task_that_ends_gets_its_plot_in_place()
    {
        await Server.Tasks.PauseQueueAsync("default");
        TaskId id = await Server.SubmitAsync("spiral", new { rows = 300 });
        Tab tab = await OpenAsync($"/tasks/{id}");
        await MarkAsync(tab);

        await Server.Tasks.ResumeQueueAsync("default");

        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        Assert.True(await IsMarkedAsync(tab));
    }

    [Fact]
    public async Task A_script_that_cannot_be_loaded_leads_to_a_whole_page()
    {
        TaskView task = await Server.RunAsync("spiral", new { rows = 300 });
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view=2");
        await MarkAsync(tab);
        tab.Expect("path3d.js");
        bool isBroken = true;
        await tab.Page.RouteAsync("**/path3d.js", route =>
        {
            bool breaks = isBroken;
            isBroken = false;
            return breaks ? route.AbortAsync() : route.ContinueAsync();
        });

        await tab.Find("a[href*='view=0']").ClickAsync();

        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        Assert.False(await IsMarkedAsync(tab));
    }

    private static Task MarkAsync(Tab tab) => tab.RunAsync("globalThis.marked = true");

    private static Task<bool> IsMarkedAsync(Tab tab) => tab.ValueAsync<bool>("globalThis.marked === true");
}
