using System.Globalization;
using Errand.TestDatabases;

namespace Errand.Torture;

/// <summary>When which fault happens: a function of the seed and nothing else.</summary>
internal static class FaultPlan
{
    private const double LongestPause = 4;

    /// <summary>A longer plan of the same seed begins with the shorter one.</summary>
    public static IReadOnlyList<(TimeSpan At, Fault Fault)> Draw(int seed, StoreKind store, TimeSpan length)
    {
        var random = new Random(seed);
        var plan = new List<(TimeSpan, Fault)>();
        var at = TimeSpan.FromSeconds(random.NextDouble());
        while (at < length)
        {
            // Every plan kills, however short it is.
            plan.Add((at, plan.Count == 0 ? new KillProcess(AnyName(random))
                : store == StoreKind.Postgres && random.Next(4) == 0 ? OfTheDatabase(random) : OfAProcess(random)));
            at += TimeSpan.FromSeconds(0.2 + (random.NextDouble() * LongestPause));
        }

        return plan;
    }

    public static string Print(IEnumerable<(TimeSpan At, Fault Fault)> plan) =>
        string.Join('\n', plan.Select(
            planned => string.Create(CultureInfo.InvariantCulture, $"{planned.At.TotalSeconds,7:0.0} s  {planned.Fault}")));

    private static Fault OfAProcess(Random random)
    {
        string name = AnyName(random);
        return random.Next(40) switch
        {
            < 18 => new KillProcess(name),
            < 29 => new FreezeProcess(name, Seconds(random, 1, 25)),
            < 39 => new StopProcess(name),
            _ => new KillEverything(),
        };
    }

    private static string AnyName(Random random) => Fleet.Names[random.Next(Fleet.Names.Count)];

    private static Fault OfTheDatabase(Random random) => random.Next(9) switch
    {
        < 2 => new RestartDatabase(StopMode.Immediate, Seconds(random, 0, 3)),
        2 => new RestartDatabase(StopMode.Fast, Seconds(random, 0, 6)),
        3 => new TerminateBackends(random.Next(1, 8)),
        4 => new FreezeDatabase(Seconds(random, 1, 8)),
        < 7 => new DropReplies(Seconds(random, 0.1, 3)),
        7 => new DelayReplies(Seconds(random, 0.01, 0.4), Seconds(random, 1, 5)),
        _ => new FreezeNetwork(Seconds(random, 1, 12), random.Next(2) == 0),
    };

    /// <summary>Whole tenths, so that a plan reads well.</summary>
    private static TimeSpan Seconds(Random random, double least, double most) =>
        TimeSpan.FromMilliseconds(Math.Round((least + (random.NextDouble() * (most - least))) * 100) * 10);
}
