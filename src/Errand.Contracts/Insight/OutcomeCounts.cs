namespace Errand;

/// <summary>How many tasks ended, by outcome.</summary>
/// <param name="Succeeded">Those that succeeded.</param>
/// <param name="Failed">Those that failed for good.</param>
/// <param name="Cancelled">Those that were cancelled.</param>
public sealed record OutcomeCounts(long Succeeded, long Failed, long Cancelled);
