using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Every page in every state, light and dark, wide and narrow: people of all kinds can use it, and nothing sticks out.</summary>
public abstract class LookTests(PageServer server, LookTabs tabs)
{
    private const string Sideways =
        "[document.documentElement, document.body, document.querySelector('main')].map(box => `${box.tagName} ${box.scrollWidth - box.clientWidth}`).join()";

    private static readonly string[] Contrast = ["color-contrast"];

    private protected async Task CheckAsync(PageState state)
    {
        string path = await state.PrepareAsync(server);
        Tab tab = await tabs.WithScriptAsync(server.Address);
        await tab.GoAsync(path, state.Status);
        await tab.Find(state.Shows).First.WaitForAsync();
        foreach (Look look in Look.All)
        {
            await tab.ShowAsync(look);
            await Screens.SaveAsync(tab, $"{state}-{look}");
            IReadOnlyList<string> hindrances = await HindrancesAsync(tab, look);
            Assert.True(hindrances.Count == 0, $"{look}: {string.Join('\n', hindrances)}");
            Assert.Equal((look, "HTML 0,BODY 0,MAIN 0"), (look, await tab.ValueAsync<string>(Sideways)));
        }

        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
        await WithoutScriptAsync(state, path);
    }

    private async Task WithoutScriptAsync(PageState state, string path)
    {
        Tab tab = await tabs.WithoutScriptAsync(server.Address);
        await tab.GoAsync(path, state.Status);
        await Assertions.Expect(tab.Find(state.ShowsWithoutScript).First).ToBeVisibleAsync();
        await Screens.SaveAsync(tab, $"{state}-without-script");
        Assert.True(tab.Faults.Count == 0, string.Join('\n', tab.Faults));
    }

    /// <summary>What keeps people from using the page. Colours change nothing but contrasts, and a width does not change these.</summary>
    private static async Task<IReadOnlyList<string>> HindrancesAsync(Tab tab, Look look) =>
        look == Look.Wide ? await Axe.FaultsAsync(tab)
        : look == Look.WideDark ? await Axe.FaultsAsync(tab, only: Contrast)
        : look == Look.Narrow ? await Axe.FaultsAsync(tab, without: Contrast)
        : [];
}
