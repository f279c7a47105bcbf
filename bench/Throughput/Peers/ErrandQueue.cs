using System.Diagnostics;

namespace Throughput;

/// <summary>Errand: one web process and one handler process.</summary>
internal sealed class ErrandQueue : TaskQueue
{
    private readonly Installation _installation;
    private readonly HttpClient _http;
    private readonly ServerProcess _handler;

    public ErrandQueue(Installation installation, ServerProcess web, ServerProcess handler)
    {
        _installation = installation;
        _http = new HttpClient { BaseAddress = web.Address };
        _handler = handler;
    }

    public override string Name => "Errand";

    public static async Task<ErrandQueue> StartAsync(Installation installation)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web", "handler");
        return new ErrandQueue(installation, servers[0], servers[1]);
    }

    public override async Task<TimeSpan> FillAsync(int count)
    {
        // For less than a lease, so that it does not count as dead.
        await _handler.SignalAsync(Signal.Stop);
        long start = Stopwatch.GetTimestamp();
        await NoopTask.SubmitBatchesAsync(_http, count);
        return Stopwatch.GetElapsedTime(start);
    }

    public override async Task<TimeSpan> DrainAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await _handler.SignalAsync(Signal.Continue);
        await _installation.DrainedAsync();
        return Stopwatch.GetElapsedTime(start);
    }

    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
