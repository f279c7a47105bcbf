namespace Errand;

/// <summary>How many tasks ended lately.</summary>
/// <param name="Minute">Within the last minute.</param>
/// <param name="Hour">Within the last hour.</param>
/// <param name="Day">Within the last 24 hours.</param>
public sealed record FinishedCounts(OutcomeCounts Minute, OutcomeCounts Hour, OutcomeCounts Day);
