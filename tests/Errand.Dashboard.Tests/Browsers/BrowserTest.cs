using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Browsers;

/// <summary>A test with a browser. Whatever its pages write to the console, each error of a script, violation of the policy, dialog and
/// failed request fails it, unless the test expected it.</summary>
/// <remarks>Never wait by <c>WaitForFunction</c> with a text: the page's policy forbids what that needs. Nor by
/// <c>WaitForURLAsync</c>: it does not see a page that comes while it begins to wait.</remarks>
public abstract class BrowserTest(SharedBrowser browser, PageServer server) : IAsyncDisposable
{
    private readonly List<Tab> _tabs = [];

    protected PageServer Server => server;

    /// <summary>A page in a tab of its own.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="look">Default: <see cref="Look.Wide"/>.</param>
    protected async Task<Tab> OpenAsync(string path, Look? look = null)
    {
        Tab tab = await NewTabAsync(look);
        await tab.GoAsync(path);
        return tab;
    }

    /// <summary>The same, where no script runs.</summary>
    protected async Task<Tab> OpenWithoutScriptAsync(string path, Look? look = null)
    {
        Tab tab = await NewTabAsync(look, withScript: false);
        await tab.GoAsync(path);
        return tab;
    }

    /// <summary>A tab on an empty page.</summary>
    /// <param name="address">Where its pages come from; default: the server of the test.</param>
    protected async Task<Tab> NewTabAsync(Look? look = null, bool withScript = true, Uri? address = null)
    {
        Tab tab = await browser.OpenAsync(address ?? server.Address, look ?? Look.Wide, withScript);
        _tabs.Add(tab);
        await tab.PrepareAsync();
        return tab;
    }

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    protected static IPageAssertions Expect(IPage page) => Assertions.Expect(page);

    public async ValueTask DisposeAsync()
    {
        foreach (Tab tab in _tabs)
        {
            await tab.DisposeAsync();
        }

        string[] faults = [.. _tabs.SelectMany(tab => tab.Faults)];
        Assert.True(faults.Length == 0, string.Join('\n', faults)); // In full: a list would be cut.
        GC.SuppressFinalize(this);
    }
}
