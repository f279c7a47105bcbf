using Errand.Dashboard.Tests.Browsers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>Two tabs in which the states of a class are shown one after the other, with and without script: opening a tab takes longer than
/// looking at a page.</summary>
public sealed class LookTabs(SharedBrowser browser) : IAsyncDisposable
{
    private Tab? _withScript;
    private Tab? _withoutScript;

    /// <summary>As new: without cookies, and with nothing stored.</summary>
    /// <param name="server">Where its pages come from.</param>
    public async Task<Tab> WithScriptAsync(Uri server)
    {
        _withScript ??= await OpenAsync(server, Look.Wide, withScript: true);
        await _withScript.ForgetAsync();
        return _withScript;
    }

    /// <summary>The same, narrow and where no script runs.</summary>
    public async Task<Tab> WithoutScriptAsync(Uri server)
    {
        _withoutScript ??= await OpenAsync(server, Look.Narrow, withScript: false);
        await _withoutScript.ForgetAsync();
        return _withoutScript;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Tab? tab in (Tab?[])[_withScript, _withoutScript])
        {
            await (tab?.DisposeAsync() ?? default);
        }
    }

    private async Task<Tab> OpenAsync(Uri server, Look look, bool withScript)
    {
        Tab tab = await browser.OpenAsync(server, look, withScript);
        await tab.PrepareAsync();
        return tab;
    }
}
