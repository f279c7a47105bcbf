using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Throughput;

/// <summary>A browser without windows, and with nothing stored.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    /// <summary>Debian's.</summary>
    private const string Program = "/usr/bin/chromium-headless-shell";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Viewer(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Viewer> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        });
        return new Viewer(playwright, browser);
    }

    /// <summary>An empty page in a window of its own, with cookies and a cache of its own.</summary>
    /// <param name="server">Where its pages come from.</param>
    public async Task<IPage> OpenAsync(ServerProcess server)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address!.ToString(),
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        });
        return await context.NewPageAsync();
    }

    /// <summary>Clicks on another view of the result that is shown.</summary>
    /// <param name="page">Shows a result.</param>
    /// <param name="view">The number of a plot.</param>
    /// <returns>How long it takes until it is drawn, in milliseconds.</returns>
    public static async Task<double> ChooseAsync(IPage page, int view)
    {
        long start = Stopwatch.GetTimestamp();
        await page.Locator($"a[href*=\"view={view}\"]").First.ClickAsync();
        await page.Locator("[data-drawn]").WaitForAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Moves the pointer over a plot with the button down, and measures each frame meanwhile.</summary>
    /// <param name="page">Shows a plot.</param>
    /// <param name="frames">How many to measure.</param>
    /// <returns>The time from one frame to the next, in milliseconds.</returns>
    public static async Task<Spread> DragAsync(IPage page, int frames)
    {
        LocatorBoundingBoxResult box = await page.Locator(".plot").First.BoundingBoxAsync() ?? throw new InvalidOperationException("No plot is shown.");
        float middle = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync(box.X + (box.Width / 3), middle);
        await page.Mouse.DownAsync();
        await page.EvaluateAsync(
            """
            () => {
              globalThis.frames = [];
              let before = performance.now();
              const note = (now) => { globalThis.frames.push(now - before); before = now; globalThis.noting = requestAnimationFrame(note); };
              globalThis.noting = requestAnimationFrame(note);
            }
            """);
        for (int step = 0; await page.EvaluateAsync<int>("globalThis.frames.length") <= frames; step++)
        {
            float part = (float)(0.5 + (0.2 * Math.Sin(step / 20.0)));
            await page.Mouse.MoveAsync(box.X + (box.Width * part), middle + (20 * MathF.Cos(step / 15f)));
        }

        double[] times = await page.EvaluateAsync<double[]>("() => { cancelAnimationFrame(globalThis.noting); return globalThis.frames; }");
        await page.Mouse.UpAsync();
        return new Spread(times.Skip(1).Take(frames));
    }

    /// <summary>A row of the table: times of frames, and their targets in milliseconds.</summary>
    public static Figure InFrames(string what, Spread frames, double median, double most) => new(what, frames.InMilliseconds())
    {
        Target = string.Create(
            CultureInfo.InvariantCulture,
            $"median ≤ {median:0} ms, 95 % ≤ {most:0} ms: {(frames.Median <= median && frames.At(0.95) <= most ? "met" : "missed")} (95 %: {frames.At(0.95):0.0} ms)"),
    };

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
