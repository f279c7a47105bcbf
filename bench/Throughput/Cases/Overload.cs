using System.Globalization;

namespace Throughput;

/// <summary>Ten times as many clients as it serves fast, and more than it lets wait; then a store that accepts a fraction of the
/// load.</summary>
internal sealed class Overload : BenchCase
{
    /// <summary>A web process lets 4,096 submissions wait.</summary>
    private const int MoreThanMayWait = 6000;

    /// <summary>The part of the peak that must be left.</summary>
    private const double Target = 0.90;

    public override string Name => "overload";

    public override string Title => "submit over HTTP by more clients than it can serve";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        ServerProcess server = (await installation.StartAsync("web"))[0];
        return
        [
            .. await OfferMoreAsync(installation, server, isQuick),
            .. await SlowDownAsync(installation, server, isQuick),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> OfferMoreAsync(Installation installation, ServerProcess server, bool isQuick)
    {
        var before = TimeSpan.FromSeconds(1);
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        var byWrk = new Rates();
        Load peak = new("64 clients", new Crowd(64));
        Load[] more =
        [
            new("640 clients", new Crowd(640)), new("2,000 clients", new Crowd(2000)),
            new(string.Create(CultureInfo.InvariantCulture, $"{MoreThanMayWait:#,0} clients"), new Crowd(MoreThanMayWait)),
        ];
        // Until the code is compiled. Not with the largest load, whose memory the first round shows.
        await Wrk.RunAsync(NoopTask.At(server.Address!), span);
        await peak.Crowd.RunAsync(server.Address!, before, span);
        for (int round = isQuick ? 3 : 5; round > 0; round--)
        {
            byWrk.Add(await Wrk.RunAsync(NoopTask.At(server.Address!), span));
            foreach (Load load in (Load[])[peak, .. more])
            {
                await load.MeasureAsync(installation, server, before, span);
            }
        }

        return [new Figure("64 connections of wrk: accepted", byWrk.ToString()), .. peak.Figures(), .. more.SelectMany(
            load => load.Figures(peak, Target))];
    }

    private static async Task<IReadOnlyList<Figure>> SlowDownAsync(Installation installation, ServerProcess server, bool isQuick)
    {
        // Wait until the queue is full.
        var before = TimeSpan.FromSeconds(5);
        var span = TimeSpan.FromSeconds(isQuick ? 8 : 15);
        string many = string.Create(CultureInfo.InvariantCulture, $"{MoreThanMayWait:#,0}");
        Load few = new("slow store, 64 clients", new Crowd(64));
        Load peak = new("slow store, 640 clients", new Crowd(640));
        Load[] more =
        [
            new($"slow store, {many} clients and 64 patient ones", new Crowd(MoreThanMayWait, 64)),
            new($"slow store, {many} patient clients", new Crowd(0, MoreThanMayWait)),
        ];
        await using SlowStore store = await SlowStore.StartAsync(installation);
        for (int round = isQuick ? 1 : 3; round > 0; round--)
        {
            foreach (Load load in (Load[])[few, peak, .. more])
            {
                await load.MeasureAsync(installation, server, before, span);
            }
        }

        return [.. few.Figures(), .. peak.Figures(), .. more.SelectMany(load => load.Figures(peak, Target))];
    }
}
