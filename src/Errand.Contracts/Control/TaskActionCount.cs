namespace Errand;

/// <summary>How many tasks an action is about.</summary>
/// <param name="Matched">At most 10,000.</param>
/// <param name="Exact">False if there may be more.</param>
public sealed record TaskActionCount(int Matched, bool Exact);
