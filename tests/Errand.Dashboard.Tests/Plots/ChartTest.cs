using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Plots;

/// <summary>A test of charts on the pages of results.</summary>
public abstract class ChartTest(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    /// <summary>Runs a task, and opens the plot of its result.</summary>
    /// <param name="view">Its number, and what else the address says.</param>
    private protected async Task<Charted> DrawAsync(string type, object args, string view = "0", Look? look = null)
    {
        TaskView task = await Server.RunAsync(type, args);
        return await DrawAsync(task, view, look);
    }

    private protected async Task<Charted> DrawAsync(TaskView task, string view, Look? look = null)
    {
        Tab tab = await OpenAsync($"/tasks/{task.Id}/result?view={view}", look);
        await Expect(tab.Find("[data-drawn]")).ToHaveCountAsync(1);
        return new Charted(tab);
    }
}
