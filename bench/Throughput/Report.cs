using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Throughput;

/// <summary>The figures of a run, with everything that is needed to repeat it: a file in bench/results, and the plot next to it if there is
/// one.</summary>
/// <param name="args">The command line.</param>
/// <param name="isPlotForDocs">Whether the plot also goes to the documentation.</param>
internal sealed class Report(IReadOnlyList<string> args, bool isPlotForDocs)
{
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();

    /// <summary>Where the documentation shows it.</summary>
    private static string PlotOfDocs => Path.Combine(Repository.Root, "docs", "performance-growth.svg");

    /// <summary>Writes the figures so far, so that they are not lost if the last case of a long run fails.</summary>
    /// <returns>The files' paths.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<string> table, GrowthPlot plot)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "bench", "results")).FullName;
        string path = Path.Combine(folder, _start.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture) + ".md");
        string[] head =
        [
            $"# {_start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
            "",
            $"- Command: `dotnet run --project bench/Throughput -c Release{(args.Count > 0 ? " -- " + string.Join(' ', args) : "")}`",
            $"- Commit: {Commit}",
            $"- Machine: {Processor()}, {Environment.ProcessorCount} of its threads, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB",
            $"- {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}",
            "",
        ];
        await File.WriteAllLinesAsync(path, [.. head, .. table]);
        if (plot.IsEmpty)
        {
            return [path];
        }

        string[] plots = [Path.ChangeExtension(path, ".svg"), .. isPlotForDocs ? [PlotOfDocs] : Array.Empty<string>()];
        foreach (string file in plots)
        {
            await File.WriteAllTextAsync(file, PlotDrawing.Draw(plot.Panels));
        }

        return [path, .. plots];
    }

    /// <summary>The commit that was built, possibly with uncommitted changes.</summary>
    private static string Commit =>
        typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1]
            .Trim() ?? "unknown";
}
