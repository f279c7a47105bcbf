using System.Globalization;
using Microsoft.Playwright;

namespace Throughput;

/// <summary>When a browser first shows something of a page, without and with what it has kept from the visit before.</summary>
internal sealed class FirstPaint : BenchCase
{
    private const int Repetitions = 15;

    /// <summary>Without anything kept, in milliseconds.</summary>
    private const double Cold = 500;

    private const double Warm = 250;

    public override string Name => "first-paint";

    public override string Title => "first paint of pages";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        string path = (await DoneTask.RunAsync(http, Served.PathType, """{"points":100000,"dt":0.01}""")).Replace("/v1", "", StringComparison.Ordinal);
        await using Viewer viewer = await Viewer.StartAsync();
        var figures = new List<Figure>();
        foreach ((string what, string address) in new[] { ("Home", "/"), ("Tasks", "/tasks"), ("a result in space", $"{path}/result?view=0") })
        {
            await MeasureAsync(viewer, servers[0], address); // The server compiles its code.
            var cold = new List<double>();
            var warm = new List<double>();
            for (int i = 0; i < (isQuick ? Repetitions / 3 : Repetitions); i++)
            {
                (double first, double second) = await MeasureAsync(viewer, servers[0], address);
                cold.Add(first);
                warm.Add(second);
            }

            figures.Add(Under($"{what}, first visit", new Spread(cold), Cold));
            figures.Add(Under($"{what}, second visit", new Spread(warm), Warm));
        }

        return figures;
    }

    private static async Task<(double First, double Second)> MeasureAsync(Viewer viewer, ServerProcess server, string address)
    {
        IPage page = await viewer.OpenAsync(server);
        double first = await VisitAsync(page, address);
        await page.GotoAsync("about:blank");
        double second = await VisitAsync(page, address);
        await page.Context.CloseAsync();
        return (first, second);
    }

    private static async Task<double> VisitAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        return await page.EvaluateAsync<double>(
            """
            () => new Promise((resolve) => new PerformanceObserver((list) => {
              for (const { name, startTime } of list.getEntries()) { if (name === "first-contentful-paint") { resolve(startTime); } }
            }).observe({ type: "paint", buffered: true }))
            """);
    }

    private static Figure Under(string what, Spread times, double limit) => new(what, times.InMilliseconds())
    {
        Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(times.Median <= limit ? "met" : "missed")}"),
    };
}
