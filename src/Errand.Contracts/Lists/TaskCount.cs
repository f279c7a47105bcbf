namespace Errand;

/// <summary>How many tasks a search has.</summary>
/// <param name="Value">At most 10,000.</param>
/// <param name="Exact">False if there may be more.</param>
public sealed record TaskCount(int Value, bool Exact);
