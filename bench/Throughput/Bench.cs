using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>Runs the cases one after the other, each on a fresh store.</summary>
internal static class Bench
{
    public static IReadOnlyList<BenchCase> Cases { get; } =
    [
        new HttpSubmit(), new HttpThrough(), new Drain(), new BatchSubmit(), new WaitLatency(), new IdleCost(), new Memory(),
        new HeldSnapshot(), new GuardedCost(),
        new Peers(), new Overload(), new Start(), new DoneTasks(), new WaitingTasks(), new ScheduledTasks(), new Sizes(), new Handlers(),
        new SlowReader(),
        new Sweep(), new Expiry(), new Hints(), new LargeResult(), new Lists(), new Results(), new Events(),
        new PageTimes(), new FirstPaint(), new PlotFrames(), new LargePlot(), new OpenPage(),
    ];

    public static async Task<int> RunAsync(BenchOptions options, IReadOnlyList<string> args)
    {
        var table = new List<string> { "| Case | Store | What | Figure | Beside it | Ratio | Target |", "|---|---|---|---|---|---|---|" };
        var plot = new GrowthPlot();
        var report = new Report(args, options.IsPlotForDocs);
        IReadOnlyList<string> files = [];
        foreach (BenchCase @case in Cases.Where(@case => options.Cases.Count == 0 ? !@case.IsExtra : options.Cases.Contains(@case.Name)))
        {
            foreach (StoreName store in options.Stores.Where(@case.RunsOn))
            {
                long start = Stopwatch.GetTimestamp();
                await Console.Error.WriteLineAsync($"{@case.Name}, {store}: {@case.Title} …");
                await using Installation installation = await Installation.CreateAsync(store);
                IReadOnlyList<Figure> figures = await @case.RunAsync(installation, options.IsQuick);
                plot.Add(@case, store, figures);
                foreach (Figure figure in figures)
                {
                    table.Add($"| {@case.Title} | {store} | {figure.What} | {figure.Value} | {figure.Baseline} | {figure.Ratio} | {figure.Target} |");
                    await Console.Error.WriteLineAsync($"    {string.Join("; ", new[] { $"{figure.What}: {figure.Value}", figure.Baseline, figure.Ratio, figure.Target }.Where(part => part.Length > 0))}");
                }

                files = await report.WriteAsync(table, plot);
                string took = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
                await Console.Error.WriteLineAsync($"    in {took}");
            }
        }

        Console.WriteLine(string.Join('\n', table));
        Console.WriteLine($"\nWritten to {string.Join(", ", files)}.");
        return 0;
    }
}
