namespace Errand;

/// <summary>How many tasks start before another.</summary>
/// <param name="Count">How many, up to 10,000.</param>
/// <param name="Exact">False when there are more.</param>
public sealed record TasksAhead(int Count, bool Exact);
