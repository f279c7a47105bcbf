namespace Throughput;

/// <summary>One measured value.</summary>
/// <param name="What">Of what, in a few words.</param>
/// <param name="Value">With its unit.</param>
internal sealed record Figure(string What, string Value);
