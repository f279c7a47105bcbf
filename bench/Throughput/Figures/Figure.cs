namespace Throughput;

/// <summary>One row of the table.</summary>
/// <param name="What">What was measured, in a few words.</param>
/// <param name="Value">With its unit.</param>
internal sealed record Figure(string What, string Value)
{
    /// <summary>What the same run measured for the baseline, or nothing.</summary>
    public string Baseline { get; init; } = "";

    public string Ratio { get; init; } = "";

    /// <summary>The target, or nothing.</summary>
    public string Target { get; init; } = "";

    /// <summary>Of a rate at a growing amount of work.</summary>
    public GrowthPoint? Point { get; init; }
}
