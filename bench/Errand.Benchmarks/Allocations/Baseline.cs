using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Benchmarks;

/// <summary>What the paths should allocate, in a file next to the code.</summary>
/// <param name="Runtime">The runtime on which they were counted.</param>
/// <param name="BytesPerOperation">Bytes by the name of the path.</param>
internal sealed record Baseline(string Runtime, IReadOnlyDictionary<string, long> BytesPerOperation)
{
    /// <summary>The first word of the command line.</summary>
    public const string Word = "baseline";

    /// <summary>Counts of one build differ by less than one byte per operation between runs. The smallest object has 24 bytes, so an
    /// additional one is noticed.</summary>
    private const long SameRuntimeTolerance = 16;

    /// <summary>What the framework allocates may change between its versions.</summary>
    private const double OtherRuntimeTolerance = 0.03;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string File { get; } = Path.Combine(Repository.Root, "bench", "Errand.Benchmarks", "allocations.json");

    [JsonIgnore]
    public bool IsOfThisRuntime => Runtime == ThisRuntime;

    private static string ThisRuntime => $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";

    public static async Task<Baseline> ReadAsync()
    {
        await using FileStream file = System.IO.File.OpenRead(File);
        return (await JsonSerializer.DeserializeAsync<Baseline>(file, Options))!;
    }

    /// <summary>Counts again and writes the file.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RenewAsync()
    {
        var baseline = new Baseline(ThisRuntime, await AllocationCheck.CountAsync());
        await System.IO.File.WriteAllTextAsync(File, JsonSerializer.Serialize(baseline, Options) + "\n");
        Console.WriteLine($"Written to {File}: say in the commit why it changed.");
        return 0;
    }

    /// <summary>By how many bytes a path may differ.</summary>
    public long ToleranceOf(long bytes) =>
        IsOfThisRuntime ? SameRuntimeTolerance : Math.Max(SameRuntimeTolerance, (long)(bytes * OtherRuntimeTolerance));
}
