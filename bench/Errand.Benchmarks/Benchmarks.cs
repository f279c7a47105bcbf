using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Errand.Benchmarks;

/// <summary>Times the small paths with BenchmarkDotNet, which takes the command line.</summary>
internal static class Benchmarks
{
    private static readonly Type[] Paths = [typeof(ArgsChecking), typeof(FunctionCalling), typeof(ViewWriting), typeof(Submitting)];

    public static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance
            // As in a server, whatever this project's settings are.
            .AddJob(Job.Default.WithEnvironmentVariable("DOTNET_TieredCompilation", "1").AsMutator())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "micro"))
            .WithOptions(ConfigOptions.JoinSummary);
        // All of them, without a prompt, unless the command line chooses.
        string[] choice = args.Contains("--filter") ? [] : ["--filter", "*"];
        Summary[] summaries = [.. BenchmarkSwitcher.FromTypes(Paths).Run([.. args, .. choice], config)];
        return summaries.Length > 0 && Array.TrueForAll(summaries, summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
