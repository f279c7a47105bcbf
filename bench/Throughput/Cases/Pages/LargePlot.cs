using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Throughput;

/// <summary>A result of 200 MiB in the browser: its first plot, then a zoom, and what the web process needs for them.</summary>
internal sealed class LargePlot : BenchCase
{
    /// <summary>About 140 bytes each.</summary>
    private const int Rows = 1_500_000;

    /// <summary>Results that are looked at before: a server is measured as it is for most of its life, with its code compiled for
    /// speed.</summary>
    private const int WarmUps = 20;

    public override string Name => "large-plot";

    public override string Title => "a plot of a result of 200 MiB";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address, Timeout = Timeout.InfiniteTimeSpan };
        await using Viewer viewer = await Viewer.StartAsync();
        IPage page = await viewer.OpenAsync(servers[0]);
        for (int i = 0; i < WarmUps; i++)
        {
            await ShowAsync(page, await DoneTask.RunAsync(http, Served.FlightType, Arguments(Rows / 100)));
            await ZoomAsync(page);
        }

        string task = await DoneTask.RunAsync(http, Served.FlightType, Arguments(isQuick ? Rows / 10 : Rows));
        double before = ProcFile.ResidentMebibytes(servers[0].Pid);
        ProcFile.ForgetMostResident(servers[0].Pid);
        double first = await ShowAsync(page, task);
        double zoom = await ZoomAsync(page);
        double most = ProcFile.MostResidentMebibytes(servers[0].Pid) - before;
        return
        [
            Under("from the address to the first plot", first, 3000, "ms"),
            Under("from a zoom to its points", zoom, 300, "ms"),
            Under("the web process's memory grows by at most", most, 64, "MiB"),
        ];
    }

    private static string Arguments(int rows) => string.Create(CultureInfo.InvariantCulture, $$"""{"rows":{{rows}}}""");

    /// <summary>A plot of lines; how long it took.</summary>
    private static async Task<double> ShowAsync(IPage page, string task)
    {
        long start = Stopwatch.GetTimestamp();
        await page.GotoAsync($"{task.Replace("/v1", "", StringComparison.Ordinal)}/result?view=0");
        await page.Locator("[data-drawn]").WaitForAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Into a tenth of the plot.</summary>
    private static async Task<double> ZoomAsync(IPage page)
    {
        LocatorBoundingBoxResult box = await page.Locator(".plot").First.BoundingBoxAsync() ?? throw new InvalidOperationException("No plot is shown.");
        float middle = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), middle);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), middle, new() { Steps = 4 });
        long start = Stopwatch.GetTimestamp();
        IResponse answer = await page.RunAndWaitForResponseAsync(() => page.Mouse.UpAsync(), each => each.Url.Contains("/series", StringComparison.Ordinal));
        await answer.FinishedAsync();
        await page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Figure Under(string what, double amount, double limit, string unit) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"{amount:0} {unit}"))
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0} {unit}: {(amount <= limit ? "met" : "missed")}"),
        };
}
