using System.Globalization;
using Microsoft.Playwright;

namespace Throughput;

/// <summary>Plots of 100,000 points: from the click until they are drawn, and how smoothly they follow the pointer.</summary>
internal sealed class PlotFrames : BenchCase
{
    private const int Frames = 120;

    private const int Repetitions = 7;

    public override string Name => "plots";

    public override string Title => "plots of 100,000 points";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        await using Viewer viewer = await Viewer.StartAsync();
        List<double> paths = [], lines = [];
        string path = "";
        for (int i = 0; i < Repetitions; i++)
        {
            // A new one each time: the server has not read it yet.
            path = (await DoneTask.RunAsync(http, Served.PathType, """{"points":100000,"dt":0.01}""")).Replace("/v1", "", StringComparison.Ordinal);
            paths.Add(await ChooseAsync(viewer, servers[0], path, 0));
            path = (await DoneTask.RunAsync(http, Served.PathType, """{"points":100000,"dt":0.01}""")).Replace("/v1", "", StringComparison.Ordinal);
            lines.Add(await ChooseAsync(viewer, servers[0], path, 1));
        }

        IPage page = await viewer.OpenAsync(servers[0]);
        await page.GotoAsync($"{path}/result?view=0");
        await page.Locator("[data-drawn]").WaitForAsync();
        Spread turning = await Viewer.DragAsync(page, Frames);
        await page.GotoAsync($"{path}/result?view=1&x0=200&x1=800");
        await page.Locator("[data-drawn]").WaitForAsync();
        await page.Keyboard.DownAsync("Shift");
        Spread panning = await Viewer.DragAsync(page, Frames);
        await page.Keyboard.UpAsync("Shift");
        return
        [
            InTime("a line, from the click until it is drawn", new Spread(lines), 700),
            Viewer.InFrames("the line follows the pointer", panning, 33, 33),
            InTime("a path in space, from the click until it is drawn", new Spread(paths), 1000),
            Viewer.InFrames("the path turns with the pointer", turning, 20, 40),
        ];
    }

    private static async Task<double> ChooseAsync(Viewer viewer, ServerProcess server, string path, int view)
    {
        IPage page = await viewer.OpenAsync(server);
        await page.GotoAsync($"{path}/result?view=2");
        double took = await Viewer.ChooseAsync(page, view);
        await page.Context.CloseAsync();
        return took;
    }

    private static Figure InTime(string what, Spread times, double limit) => new(what, times.InMilliseconds())
    {
        Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(times.Median <= limit ? "met" : "missed")}"),
    };
}
