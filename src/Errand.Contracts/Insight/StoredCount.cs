namespace Errand;

/// <summary>How many tasks are stored, in whatever state.</summary>
/// <param name="Value">How many; an estimate when there are more than 10,000.</param>
/// <param name="Exact">Whether it is not an estimate.</param>
public sealed record StoredCount(long Value, bool Exact);
