using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Throughput;

/// <summary>The figures of a run, with all that is needed to do it again.</summary>
internal static class Report
{
    /// <summary>Where the documentation shows it.</summary>
    private static string PlotOfDocs => Path.Combine(Repository.Root, "docs", "performance-growth.svg");

    /// <summary>Writes them to bench/results, a file for each run, and the plot beside it when there is one.</summary>
    /// <returns>The files' paths.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(IReadOnlyList<string> table, IReadOnlyList<string> args, GrowthPlot plot, bool isPlotForDocs)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "bench", "results")).FullName;
        string path = Path.Combine(folder, now.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture) + ".md");
        string[] head =
        [
            $"# {now.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC",
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

    /// <summary>The one that was built, which may have had changes on top.</summary>
    private static string Commit =>
        typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
