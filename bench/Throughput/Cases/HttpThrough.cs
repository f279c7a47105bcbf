using System.Diagnostics;

namespace Throughput;

/// <summary>Tasks are submitted and run at the same time; tasks that are left when the load ends count, and so does the time that they
/// take.</summary>
internal sealed class HttpThrough : BenchCase
{
    public override string Name => "through";

    public override string Title => "submit, run and finish over HTTP, 64 connections";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = installation.Store == StoreName.Sqlite
            ? await installation.StartAsync("web handler janitor")
            : await installation.StartEachRoleAsync();
        ServerProcess echo = await installation.StartEchoAsync();
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        Interleaved rates = await Interleaved.MeasureAsync(
            isQuick, () => Wrk.RunAsync(echo.Address!, span), () => RunAsync(installation, servers[0].Address!, span));
        return [rates.Against("tasks", "Kestrel echo", installation.Store == StoreName.Sqlite ? 0.30 : 0.20)];
    }

    private static async Task<double> RunAsync(Installation installation, Uri web, TimeSpan span)
    {
        long before = await installation.CountSucceededAsync();
        long start = Stopwatch.GetTimestamp();
        await Wrk.RunAsync(NoopTask.At(web), span);
        await installation.DrainedAsync();
        return (await installation.CountSucceededAsync() - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
