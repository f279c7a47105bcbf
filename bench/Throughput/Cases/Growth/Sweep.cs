using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>The janitor finds a store full of expired tasks while others are submitted and run.</summary>
internal sealed class Sweep : GrowthCase
{
    private const int PerSecond = 500;

    /// <summary>The answers of a sweep should take less than so many times what those before took.</summary>
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

        await contents.AddDoneAsync(WarmUp, Expired);
        ServerProcess janitor = (await installation.StartAsync("janitor"))[0];
        await GoneAsync(contents, await contents.LastIdAsync(), janitor);
        // Stopped for longer than a lease: it is taken for dead, and begins anew with a sweep as soon as it goes on.
        await contents.BetweenWritesAsync(() => janitor.SignalAsync(Signal.Stop));
        long before = await contents.LastIdAsync();
        await contents.AddDoneAsync(count, Expired);
        await contents.SettleAsync();
        long last = await contents.LastIdAsync();

        await load.RunAsync(minute);
        Spread quiet = await load.RunAsync(minute);
        await janitor.SignalAsync(Signal.Continue);
        Task<TimeSpan> sweep = SweepAsync(contents, before + 1, last, janitor);
        Spread busy = await load.RunAsync(sweep);
        return Figures(quiet, busy, count, await sweep);
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

    /// <returns>How long it took, from the first tasks that are gone.</returns>
    private static async Task<TimeSpan> SweepAsync(Contents contents, long first, long last, ServerProcess janitor)
    {
        await GoneAsync(contents, first, janitor);
        long start = Stopwatch.GetTimestamp();
        await GoneAsync(contents, last, janitor);
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task GoneAsync(Contents contents, long id, ServerProcess janitor)
    {
        while (await contents.HasTaskAsync(id))
        {
            if (janitor.HasExited)
            {
                throw new InvalidOperationException($"The janitor ended:\n{janitor.Output.Text}\n{janitor.Errors.Text}");
            }

            await Task.Delay(200);
        }
    }
}
