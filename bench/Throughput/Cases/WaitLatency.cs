using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>One client, one task at a time, on a system that does nothing else.</summary>
internal sealed class WaitLatency : BenchCase
{
    private const int Block = 20;

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
        Task Run(int i) => NoopTask.SubmitAsync(http, i, wait: 30);
        async Task RunLeast(int i)
        {
            await NoopTask.EchoAsync(echoed, i);
            await raw.PassOneAsync();
        }

        // Until the code is compiled; at first several at a time, because that is faster.
        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await Run(i));
        await TimeAsync(Run, RunLeast, 300, isPausing: false);
        string form = processes.Length == 1 ? "one process" : "three processes";
        double limit = processes.Length == 1 ? 2 : 5;
        Figure afterPause = ToFigure(
            $"{form}, each after a pause", await TimeAsync(Run, RunLeast, isQuick ? 40 : 1000, isPausing: true), limit);
        return [ToFigure($"{form}, one right after the other", await TimeAsync(
            Run, RunLeast, isQuick ? 300 : 1000, isPausing: false), limit), afterPause];
    }

    private static Figure ToFigure(string what, (Spread Task, Spread Least) times, double limit) => new(what, times.Task.InMilliseconds())
    {
        Baseline = $"{times.Least.InMilliseconds()}, a Kestrel echo and then the three stages for one row in plain SQL",
        Ratio = (times.Task.Median / times.Least.Median).ToString("0.00", CultureInfo.InvariantCulture),
        Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(times.Task.Median <= limit ? "met" : "missed")}"),
    };

    /// <summary>In blocks, task and floor alternating: within a block, each task directly follows another.</summary>
    private static async Task<(Spread Task, Spread Least)> TimeAsync(Func<int, Task> task, Func<int, Task> least, int count, bool isPausing)
    {
        List<double> times = [], floor = [];
        while (times.Count < count)
        {
            await TimeBlockAsync(times, task, isPausing);
            await TimeBlockAsync(floor, least, isPausing);
        }

        return (new Spread(times), new Spread(floor));
    }

    private static async Task TimeBlockAsync(List<double> times, Func<int, Task> work, bool isPausing)
    {
        for (int i = 0; i < Block; i++)
        {
            if (isPausing)
            {
                // The last task is long done, and everything is idle again.
                await Task.Delay(Random.Shared.Next(20, 60));
            }

            long start = Stopwatch.GetTimestamp();
            await work(times.Count);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
