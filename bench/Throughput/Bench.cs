using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>Runs the cases one after the other, each on a fresh store.</summary>
internal static class Bench
{
    public static IReadOnlyList<BenchCase> Cases { get; } = [new WaitLatency(), new IdleCost(), new HeldSnapshot()];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var table = new List<string> { "| Case | Store | What | Figure |", "|---|---|---|---|" };
        foreach (BenchCase @case in Cases.Where(@case => options.Cases.Count == 0 ? !@case.IsLong : options.Cases.Contains(@case.Name)))
        {
            foreach (StoreName store in options.Stores.Where(@case.RunsOn))
            {
                long start = Stopwatch.GetTimestamp();
                await Console.Error.WriteLineAsync($"{@case.Name}, {store}: {@case.Title} …");
                await using Installation installation = await Installation.CreateAsync(store);
                foreach (Figure figure in await @case.RunAsync(installation, options.IsQuick))
                {
                    table.Add($"| {@case.Title} | {store} | {figure.What} | {figure.Value} |");
                    await Console.Error.WriteLineAsync($"    {figure.What}: {figure.Value}");
                }

                string took = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
                await Console.Error.WriteLineAsync($"    in {took}");
            }
        }

        Console.WriteLine(string.Join('\n', table));
        return 0;
    }
}
