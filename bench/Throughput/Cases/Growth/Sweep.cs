using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>The janitor finds a store full of expired tasks while others are submitted and run.</summary>
internal sealed class Sweep : GrowthCase
{
    private const int PerSecond = 500;

    /// <summary>During a sweep, answers should take less than this many times as long as before.</summary>
    private const double Limit = 2;

    /// <summary>Enough for the janitor's code to be compiled.</summary>
    private const int WarmUp = 10_000;

    private static readonly TimeSpan Expired = TimeSpan.FromSeconds(-1);

    public override string Name => "sweep";

    public override string Title => "500 tasks/s while the janitor deletes expired ones";

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        int count = scale.Count(1_000_000);
        TimeSpan minute = scale.Span * 12;
        Contents contents = installation.Contents;
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web", "handler");
        using var load = new SteadyLoad(servers[0].Address!, PerSecond);
        await load.RunAsync(scale.Span);

        ServerProcess janitor = await StartStoppedJanitorAsync(installation);
        await contents.AddDoneAsync(count, Expired);
        await contents.SettleAsync();
        long last = await contents.LastIdAsync();

        await load.RunAsync(minute);
        Spread quiet = await load.RunAsync(minute);
        await janitor.SignalAsync(Signal.Continue);
        Task begun = GoneAsync(contents, last - count + 1, janitor);
        await load.RunAsync(begun);
        await begun;
        long start = Stopwatch.GetTimestamp();
        Task swept = GoneAsync(contents, last, janitor);
        Spread busy = await load.RunAsync(swept);
        await swept;
        return Figures(quiet, busy, count, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>A janitor that has swept once. It is stopped for longer than a lease, so it counts as dead; when it continues, it joins
    /// again and sweeps at once.</summary>
    private static async Task<ServerProcess> StartStoppedJanitorAsync(Installation installation)
    {
        await installation.Contents.AddDoneAsync(WarmUp, Expired);
        long last = await installation.Contents.LastIdAsync();
        ServerProcess janitor = (await installation.StartAsync("janitor"))[0];
        await GoneAsync(installation.Contents, last, janitor);
        await installation.Contents.BetweenWritesAsync(() => janitor.SignalAsync(Signal.Stop));
        return janitor;
    }

    private static IReadOnlyList<Figure> Figures(Spread quiet, Spread busy, int count, TimeSpan took)
    {
        double ratio = busy.At(0.99) / quiet.At(0.99);
        return
        [
            new Figure("submits, before the sweep", quiet.InMilliseconds()),
            new Figure("submits, during the sweep", busy.InMilliseconds())
            {
                Baseline = "99 % before",
                Ratio = ratio.ToString("0.00", CultureInfo.InvariantCulture),
                Target = string.Create(CultureInfo.InvariantCulture, $"< {Limit:0}: {(ratio < Limit ? "met" : "missed")}"),
            },
            new Figure(
                string.Create(CultureInfo.InvariantCulture, $"sweep of {count:#,0} tasks"),
                string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:#,0.0} s, {count / took.TotalSeconds:#,0} tasks/s")),
        ];
    }

    private static async Task GoneAsync(Contents contents, long id, ServerProcess janitor)
    {
        while (await contents.HasTaskAsync(id))
        {
            if (janitor.HasExited)
            {
                throw new InvalidOperationException($"The janitor ended:\n{janitor.Output.Text}\n{janitor.Errors.Text}");
            }

            // Each look opens a connection; more of them would influence the measurement.
            await Task.Delay(1000);
        }
    }
}
