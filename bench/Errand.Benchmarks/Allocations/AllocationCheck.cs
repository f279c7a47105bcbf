using System.Globalization;

namespace Errand.Benchmarks;

/// <summary>Whether the small paths allocate no more than the baseline says.</summary>
internal static class AllocationCheck
{
    /// <summary>The first word of the command line.</summary>
    public const string Word = "check";

    private const string Renew = "`dotnet run --project bench/Errand.Benchmarks -c Release -- baseline`";

    /// <summary>Writes a table, and a sentence for each difference.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync()
    {
        Baseline baseline = await Baseline.ReadAsync();
        IReadOnlyDictionary<string, long> counts = await CountAsync();
        Console.WriteLine("| Path | Bytes per operation | Baseline |\n|---|---|---|");
        foreach ((string path, long bytes) in counts)
        {
            Console.WriteLine($"| {path} | {Number(bytes)} | {(baseline.BytesPerOperation.TryGetValue(path, out long before) ? Number(before) : "none")} |");
        }

        string[] faults = [.. FaultsOf(counts, baseline)];
        string[] remarks = [.. faults, .. RemarksOf(counts, baseline)];
        Console.WriteLine(remarks is [] ? "\nNo path differs." : "\n" + string.Join('\n', remarks));
        return faults is [] ? 0 : 1;
    }

    public static async Task<IReadOnlyDictionary<string, long>> CountAsync()
    {
        await using var paths = new SmallPaths();
        var counts = new OrderedDictionary<string, long>();
        foreach (SmallPath path in paths.All)
        {
            counts.Add(path.Name, await AllocationMeter.BytesPerOperationAsync(path));
        }

        return counts;
    }

    private static IEnumerable<string> FaultsOf(IReadOnlyDictionary<string, long> counts, Baseline baseline)
    {
        foreach ((string path, long bytes) in counts)
        {
            if (!baseline.BytesPerOperation.TryGetValue(path, out long before))
            {
                yield return $"\"{path}\" is not in the baseline: write it down with {Renew}.";
            }
            else if (bytes > before + baseline.ToleranceOf(before))
            {
                yield return $"\"{path}\" allocates {Number(bytes - before)} bytes more than before: find out what it allocates and whether it has to;"
                    + $" if it has, write that down with {Renew} and say why in the commit.";
            }
        }

        foreach (string path in baseline.BytesPerOperation.Keys.Where(path => !counts.ContainsKey(path)))
        {
            yield return $"\"{path}\" is in the baseline only: if it is gone for good, write that down with {Renew}.";
        }
    }

    private static IEnumerable<string> RemarksOf(IReadOnlyDictionary<string, long> counts, Baseline baseline)
    {
        foreach ((string path, long bytes) in counts)
        {
            if (baseline.BytesPerOperation.TryGetValue(path, out long before) && bytes < before - baseline.ToleranceOf(before))
            {
                yield return $"\"{path}\" allocates {Number(before - bytes)} bytes less than before: the baseline can be lowered with {Renew}.";
            }
        }

        if (!baseline.IsOfThisRuntime)
        {
            yield return $"The baseline was counted on {baseline.Runtime}, which is not this runtime, so that paths may differ from it by 3 %.";
        }
    }

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
