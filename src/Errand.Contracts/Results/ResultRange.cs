namespace Errand;

/// <summary>The range of the numbers of a column.</summary>
/// <param name="Min">The smallest finite one; null if there is none.</param>
/// <param name="Max">The largest finite one; null if there is none.</param>
/// <param name="NonFinite">How many are NaN, infinite or too large for a double.</param>
/// <param name="Nulls">How many are null.</param>
public sealed record ResultRange(double? Min, double? Max, long NonFinite, long Nulls);
