namespace Throughput;

/// <summary>How a cost changes as the work grows; all of them take long.</summary>
internal abstract class GrowthCase : BenchCase
{
    public sealed override bool IsExtra => true;

    public sealed override Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick) =>
        RunAsync(installation, GrowthScale.Of(isQuick));

    protected abstract Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale);
}
