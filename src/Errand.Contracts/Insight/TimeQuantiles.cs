namespace Errand;

/// <summary>How long something took, in seconds. As accurate as to a factor of two, since times are only counted.</summary>
/// <param name="P50">Half of them took no longer; null without any.</param>
/// <param name="P95">95 in 100 of them took no longer; null without any.</param>
public sealed record TimeQuantiles(double? P50, double? P95);
