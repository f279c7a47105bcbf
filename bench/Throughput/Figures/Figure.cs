namespace Throughput;

/// <summary>One row of the table.</summary>
/// <param name="What">Was measured, in a few words.</param>
/// <param name="Value">With its unit.</param>
internal sealed record Figure(string What, string Value)
{
    /// <summary>What the same run gave for the thing that it is compared with, or nothing.</summary>
    public string Baseline { get; init; } = "";

    public string Ratio { get; init; } = "";

    /// <summary>What it should be, or nothing.</summary>
    public string Target { get; init; } = "";

    /// <summary>Of a rate at a growing amount of work.</summary>
    public GrowthPoint? Point { get; init; }
}
