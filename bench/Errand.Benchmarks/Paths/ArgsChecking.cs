using BenchmarkDotNet.Attributes;
using Errand.Types;

namespace Errand.Benchmarks;

/// <summary>Checks arguments against the schema of their type, as every submission does.</summary>
public class ArgsChecking
{
    private readonly TaskDefinition _small = SampleTypes.Small;
    private readonly TaskDefinition _large = SampleTypes.Large;

    [Benchmark(Description = PathName.CheckSmall)]
    public bool Small() => _small.CheckArgs(SampleArgs.Small, UnknownArgs.Refused).Faults.Count == 0;

    [Benchmark(Description = PathName.CheckLarge)]
    public bool Large() => _large.CheckArgs(SampleArgs.Large, UnknownArgs.Refused).Faults.Count == 0;
}
