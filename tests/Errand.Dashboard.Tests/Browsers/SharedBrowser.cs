using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace Errand.Dashboard.Tests.Browsers;

/// <summary>The browser of this test process: started by whoever asks first. Each tab has cookies and storage of its own.</summary>
/// <remarks>Without a browser, the test is skipped on a person's machine and fails in continuous integration.</remarks>
public sealed class SharedBrowser : IAsyncDisposable
{
    /// <summary>Names another Chromium than Debian's without windows, which is a third faster than the one with them.</summary>
    private const string Variable = "ERRAND_TEST_CHROMIUM";

    private const string Debians = "/usr/bin/chromium-headless-shell";

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public SharedBrowser() => _browser = new Lazy<Task<IBrowser>>(StartAsync);

    /// <summary>A tab on an empty page.</summary>
    /// <param name="server">Where its pages come from.</param>
    /// <param name="look">The size of its window, and its colours.</param>
    /// <param name="withScript">False: no script runs in it.</param>
    public async Task<Tab> OpenAsync(Uri server, Look look, bool withScript = true)
    {
        IBrowser browser = await _browser.Value;
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.ColorScheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = withScript,
            HasTouch = look.IsNarrow,
            Locale = "en-GB",
            TimezoneId = "Asia/Kathmandu", // Neither UTC nor a whole hour from it.
        });
        context.SetDefaultTimeout((float)Waiting.Limit.TotalMilliseconds);
        return new Tab(context, await context.NewPageAsync(), server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).CloseAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        string program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Debians;
        if (!File.Exists(program) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"{program} is not installed; {Variable} may name another Chromium.");
        }

        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Waiting.Limit.TotalMilliseconds);
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", // Root has none.
                "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run",
            ],
        });
    }
}
