using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Throughput;

/// <summary>The list of tasks in a browser that nobody touches: what it gathers in 3,600 updates, and what an update costs it.</summary>
internal sealed class OpenPage : BenchCase
{
    private const int Updates = 3600;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan BetweenQuiet = TimeSpan.FromSeconds(2);

    public override string Name => "open-page";

    public override string Title => "a page left open";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        await using Viewer viewer = await Viewer.StartAsync();
        IPage page = await viewer.OpenAsync(servers[0]);
        await page.GotoAsync("/tasks");
        // As many rows as it will ever have.
        await SubmitAsync(http, 200, TimeSpan.FromSeconds(20));

        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        Dictionary<string, double> before = await ReadKeptAsync(session);
        int updates = isQuick ? Updates / 10 : Updates;
        await SubmitAsync(http, updates, isQuick ? Span / 10 : Span);
        Dictionary<string, double> after = await ReadKeptAsync(session);

        double heap = (after["JSHeapUsedSize"] - before["JSHeapUsedSize"]) / (1 << 20);
        double nodes = after["Nodes"] - before["Nodes"];
        double listeners = after["JSEventListeners"] - before["JSEventListeners"];
        TimeSpan quiet = isQuick ? Quiet / 6 : Quiet;
        // What is left of the rush before, such as code to compile again, is not what a task costs.
        await SubmitAsync(http, (int)(Settling / BetweenQuiet), Settling);
        double idle = (await ReadAsync(session))["TaskDuration"];
        await SubmitAsync(http, (int)(quiet / BetweenQuiet), quiet);
        double share = ((await ReadAsync(session))["TaskDuration"] - idle) / quiet.TotalSeconds;
        return
        [
            Under(string.Create(CultureInfo.InvariantCulture, $"its scripts' memory grows in {updates:#,0} tasks by"), heap, 2, " MiB"),
            Under("its nodes grow by", nodes, 0, ""),
            Under("its listeners grow by", listeners, 0, ""),
            Under("its share of a core at a task every 2 s", share * 100, 1, " %"),
        ];
    }

    /// <summary>One task after the other, in equal pauses.</summary>
    private static async Task SubmitAsync(HttpClient http, int count, TimeSpan span)
    {
        using var timer = new PeriodicTimer(span / count);
        for (int i = 0; i < count; i++)
        {
            await NoopTask.SubmitAsync(http, i);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>What the page uses once its garbage is collected.</summary>
    private static async Task<Dictionary<string, double>> ReadKeptAsync(ICDPSession session)
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        return await ReadAsync(session);
    }

    private static async Task<Dictionary<string, double>> ReadAsync(ICDPSession session)
    {
        JsonElement metrics = (await session.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return metrics.EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("value").GetDouble());
    }

    private static Figure Under(string what, double amount, double limit, string unit) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"{amount:0.##}{unit}"))
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0}{unit}: {(amount <= limit ? "met" : "missed")}"),
        };
}
