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
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        int count = isQuick ? 200 : 1000;
        // Until the code is compiled.
        for (var i = 0; i < 1000; i++)
        {
            await NoopTask.SubmitAsync(http, i, wait: 30);
        }

        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            // Idle means that the last one is long done and all that it moved is still again.
            await Task.Delay(Random.Shared.Next(20, 60));
            long start = Stopwatch.GetTimestamp();
            await NoopTask.SubmitAsync(http, i, wait: 30);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var spread = new Spread(times);
        double limit = processes.Length == 1 ? 2 : 5;
        return
        [
            new Figure(processes.Length == 1 ? "one process" : "three processes", spread.InMilliseconds())
            {
                Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(spread.Median <= limit ? "met" : "missed")}"),
            },
        ];
    }
}
