using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Every page in every state, light and dark, wide and narrow: people of all kinds can use it, and nothing sticks out.</summary>
public abstract class LookTests(SharedBrowser browser, PageServer server) : BrowserTest(browser, server)
{
    private const string Sideways =
        "[document.documentElement, document.body, document.querySelector('main')].map(box => `${box.tagName} ${box.scrollWidth - box.clientWidth}`).join()";

    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    private protected async Task CheckAsync(PageState state)
    {
        string path = await state.PrepareAsync(Server);
        Tab tab = await NewTabAsync();
        await tab.GoAsync(path, state.Status);
        await tab.Find(state.Shows).First.WaitForAsync();
        foreach (Look look in Look.All)
        {
            await tab.ShowAsync(look);
            await Screens.SaveAsync(tab, $"{state}-{look}");

            // Colours change nothing but contrasts.
            AxeResult result = await tab.Page.RunAxe(look.IsDark ? Contrast : null);
            Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes.Select(
                node => $"{look}: {violation.Id}: {violation.Help}: {node.Html}: {string.Join(' ', node.Any.Select(check => check.Message))}")));
            Assert.Equal((look, "HTML 0,BODY 0,MAIN 0"), (look, await tab.ValueAsync<string>(Sideways)));
        }
    }
}
