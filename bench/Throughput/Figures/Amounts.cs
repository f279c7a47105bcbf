namespace Throughput;

/// <summary>All amounts of a case, the smallest first: the others are compared with it.</summary>
/// <param name="Axis">What they are amounts of.</param>
internal sealed record Amounts(string Axis, IReadOnlyList<Amount> All);
