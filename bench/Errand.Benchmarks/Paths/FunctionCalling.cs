using System.Buffers;
using BenchmarkDotNet.Attributes;
using Errand.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Benchmarks;

/// <summary>From the stored arguments to the bytes of the result, as in every run.</summary>
public class FunctionCalling
{
    private readonly TaskDefinition _small = SampleTypes.Small;
    private readonly TaskDefinition _large = SampleTypes.Large;
    private readonly TaskContext _context = TaskContext.ForTesting();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    [Benchmark(Description = PathName.CallSmall)]
    public int Small() => Call(_small, SampleArgs.Small);

    [Benchmark(Description = PathName.CallLarge)]
    public int Large() => Call(_large, SampleArgs.Large);

    private int Call(TaskDefinition definition, ReadOnlyMemory<byte> args)
    {
        ValueTask<ReadOnlySequence<byte>> result = definition.Handler(_context, args, _services, CancellationToken.None);
        return result.IsCompletedSuccessfully
            ? (int)result.Result.Length
            : throw new InvalidOperationException("The function did not return at once.");
    }
}
