using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>One client, one task at a time, on a system that does nothing else.</summary>
internal sealed class WaitLatency : BenchCase
{
    public override string Name => "wait-latency";

    public override string Title => "submit to done of one no-op, over HTTP with wait, one at a time";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        string[] processes = installation.Store == StoreName.Sqlite ? ["web handler janitor"] : ["web", "handler", "janitor"];
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync(processes);
        ServerProcess echo = await installation.StartEchoAsync();
        await using RawStore raw = await installation.CreateRawAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        using var echoed = new HttpClient { BaseAddress = echo.Address };
        (int count, int warmUps) = isQuick ? (60, 300) : (1000, 1000);
        List<double> times = [], least = [];
        // The first ones until the code is compiled.
        for (var i = -warmUps; i < count; i++)
        {
            double task = await AfterPauseAsync(i < 0, () => NoopTask.SubmitAsync(http, i, wait: 30));
            double floor = await AfterPauseAsync(i < 0, async () =>
            {
                await NoopTask.EchoAsync(echoed, i);
                await raw.PassOneAsync();
            });
            if (i >= 0)
            {
                times.Add(task);
                least.Add(floor);
            }
        }

        var spread = new Spread(times);
        double limit = processes.Length == 1 ? 2 : 5;
        return
        [
            new Figure(processes.Length == 1 ? "one process" : "three processes", spread.InMilliseconds())
            {
                Baseline = $"{new Spread(least).InMilliseconds()}, a Kestrel echo and then the three stages for one row in plain SQL",
                Ratio = (spread.Median / new Spread(least).Median).ToString("0.00", CultureInfo.InvariantCulture),
                Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(spread.Median <= limit ? "met" : "missed")}"),
            },
        ];
    }

    private static async Task<double> AfterPauseAsync(bool isWarmUp, Func<Task> work)
    {
        if (!isWarmUp)
        {
            // Idle means that the last one is long done and all that it moved is still again.
            await Task.Delay(Random.Shared.Next(20, 60));
        }

        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
