using System.Globalization;

namespace Throughput;

/// <summary>What keys and metrics cost: processes that ask for a key and are scraped, beside open ones on the same store.</summary>
internal sealed class GuardedCost : BenchCase
{
    private const string Key = "a key of the bench, as long as a platform would set it";

    private static Uri Metrics { get; } = new("/metrics", UriKind.Relative);

    public override string Name => "guarded";

    public override string Title => "keys and metrics on";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        int port = FreePort.Find();
        ServerProcess open = (await installation.StartAsync("web"))[0];
        ServerProcess guarded = await installation.StartAsync("web", ("ERRAND_KEY", Key));
        using var metrics = new HttpClient { BaseAddress = guarded.Address, DefaultRequestHeaders = { { "X-Api-Key", Key } } };

        var figures = new List<Figure> { await ReadAsync(open, guarded, isQuick) };
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        Interleaved submits = await Interleaved.MeasureAsync(
            isQuick,
            () => Wrk.RunAsync(NoopTask.At(open.Address!), span),
            async () =>
            {
                await metrics.GetStringAsync(Metrics);
                return await Wrk.RunAsync(NoopTask.At(guarded.Address!), span, Key);
            });
        figures.Add(submits.Against("submits", "an open server without metrics", 0.95));

        ServerProcess plain = (await installation.StartAsync("handler"))[0];
        await installation.DrainedAsync(); // Of what the rounds before have submitted.
        ServerProcess scraped = await installation.StartAsync("handler", ("PROBE_PORT", port.ToString(CultureInfo.InvariantCulture)));
        using var probe = new HttpClient { BaseAddress = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri };
        int count = isQuick ? 50_000 : 100_000;
        await using var without = new ErrandQueue(installation, open, plain);
        await using var with = new ErrandQueue(installation, open, scraped);
        Interleaved drains = await Interleaved.MeasureAsync(
            isQuick,
            () => DrainAsync(without, scraped, count),
            async () =>
            {
                await probe.GetStringAsync(Metrics);
                return await DrainAsync(with, plain, count);
            });
        figures.Add(drains.Against("drained tasks", "a handler without metrics", 0.95));
        return figures;
    }

    /// <summary>The processor time of a request that needs nothing of the store.</summary>
    private static async Task<Figure> ReadAsync(ServerProcess open, ServerProcess guarded, bool isQuick)
    {
        var path = new Uri($"/v1/types/{Served.TaskType}", UriKind.Relative);
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        var without = new List<double>();
        var with = new List<double>();
        await CostAsync(open, path, span, null);
        await CostAsync(guarded, path, span, Key);
        for (int round = 0; round < (isQuick ? 5 : 9); round++)
        {
            without.Add(await CostAsync(open, path, span, null));
            with.Add(await CostAsync(guarded, path, span, Key));
        }

        double before = new Spread(without).Median;
        double more = new Spread(with).Median - before;
        return new Figure("a key costs a request", Microseconds(more))
        {
            Baseline = $"{Microseconds(before)}, all of a request without a key",
            Target = $"≤ 3 µs: {(more <= 3 ? "met" : "missed")}",
        };
    }

    /// <returns>Microseconds of the server's processor time for each request.</returns>
    private static async Task<double> CostAsync(ServerProcess server, Uri path, TimeSpan span, string? key)
    {
        TimeSpan before = ProcFile.CpuTime(server.Pid);
        long requests = await Wrk.ReadAsync(new Uri(server.Address!, path), span, key);
        return (ProcFile.CpuTime(server.Pid) - before).TotalMicroseconds / requests;
    }

    private static async Task<double> DrainAsync(ErrandQueue queue, ServerProcess other, int count)
    {
        await other.SignalAsync(Signal.Stop);
        await queue.FillAsync(count);
        double rate = count / (await queue.DrainAsync()).TotalSeconds;
        await other.SignalAsync(Signal.Continue);
        return rate;
    }

    private static string Microseconds(double amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.0} µs");
}
