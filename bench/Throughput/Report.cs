using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Throughput;

/// <summary>The figures of a run, with all that is needed to do it again.</summary>
internal static class Report
{
    /// <summary>Writes them to bench/results, a file for each run.</summary>
    /// <returns>The file's path.</returns>
    public static async Task<string> WriteAsync(IReadOnlyList<string> table, IReadOnlyList<string> args)
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
        return path;
    }

    /// <summary>The one that was built, which may have had changes on top.</summary>
    private static string Commit =>
        typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit] ? commit : "unknown";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
